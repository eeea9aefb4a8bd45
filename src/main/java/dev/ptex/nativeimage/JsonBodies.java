package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.io.OutputStream;
import org.jboss.resteasy.reactive.common.providers.serialisers.jsonp.JsonpUtil;

/** Leaves out the REST client's own JSON, and with it a JSON library: bodies are bytes here. */
@TargetClass(JsonpUtil.class)
final class JsonBodies {
    private JsonBodies() {}

    @Substitute
    public static JsonReader reader(InputStream stream, MediaType type) {
        throw new UnsupportedOperationException("there is no JSON to be read here");
    }

    @Substitute
    public static JsonWriter writer(OutputStream stream, MediaType type) {
        throw new UnsupportedOperationException("there is no JSON to be written here");
    }
}
