package dev.ptex.transport.http;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Gives Vert.x the JSON codec that needs only Jackson's streaming part. It has no JSON to read here; with Quarkus' codec
 * it would keep all of Jackson's data binding in the native executable, and make an object mapper at each start.
 */
public final class StreamingJson implements JsonFactory {
    @Override
    public JsonCodec codec() {
        return new JacksonCodec();
    }

    /** Before Quarkus' own. */
    @Override
    public int order() {
        return 0;
    }
}
