package dev.ptex.transport.http;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Puts {@link AdoptedSockets} into the Vert.x instance that Quarkus makes; found by its service file. */
public final class AdoptedSocketsProvider implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new AdoptedSockets());
    }
}
