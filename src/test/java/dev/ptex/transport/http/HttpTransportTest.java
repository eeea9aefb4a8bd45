package dev.ptex.transport.http;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.TestConfig;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportContract;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** HTTP does what every transport must. */
@QuarkusTest
class HttpTransportTest extends TransportContract {
    @Inject
    Vertx vertx;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Transport transport() {
        Environment nothing = new Environment(Map.of());
        PtexConfig config = new TestConfig(Duration.ofSeconds(20), Duration.ofSeconds(20));
        return HttpTransports.of(vertx, nothing, config);
    }

    @Override
    protected Url publish(String name, byte[] content) throws Exception {
        Url url = Url.parse(server.url("/" + name));
        server.on(url.requestTarget(), Reply.ok(content));
        return url;
    }

    @Override
    protected Url missing() throws Exception {
        server.on("/missing", Reply.status(404).reason("Not Found"));
        return Url.parse(server.url("/missing"));
    }
}
