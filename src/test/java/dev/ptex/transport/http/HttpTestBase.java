package dev.ptex.transport.http;

import dev.ptex.testing.Http2Peer;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One client, as a process has it, and servers for it. */
@Timeout(60)
abstract class HttpTestBase {
    static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @Inject
    Vertx vertx;

    final ScriptedServer server = ScriptedServer.start();
    Fetches fetches;

    @BeforeEach
    void start() {
        fetches = new Fetches(vertx);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Has it wait for so long for a byte. */
    void waitFor(Duration readTimeout) {
        fetches = new Fetches(vertx, Duration.ofSeconds(20), readTimeout);
    }

    static Http2Peer peer(Http2Peer.Script script) throws Exception {
        return Http2Peer.start(TestCertificates.server("localhost"), script);
    }

    static String url(Http2Peer peer) {
        return "https://localhost:" + peer.port() + "/x";
    }

    static String url(ScriptedServer tls) {
        return "https://localhost:" + tls.port() + "/x";
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
