package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.Http2Peer;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.testing.TlsTap;
import dev.ptex.transport.TransportResponse;
import dev.ptex.trust.TestCertificates;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections and handshakes servers see. */
@QuarkusTest
class ConnectionsTest extends HttpTestBase {
    @Test
    void filesOfOneServer_shareAConnection() throws Exception {
        server.on("/a", Reply.ok("a")).on("/b", Reply.ok("b").chunked(1)).on("/c", Reply.ok(new byte[300_000]));

        for (int i = 0; i < 10; i++) {
            fetches.bytes(server.url("/a"));
            fetches.bytes(server.url("/b"));
            fetches.bytes(server.url("/c"));
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void busyConnection_isNotWaitedFor() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/slow", Reply.ok("slow").pauseAfter(1, gate)).on("/a", Reply.ok("a"));

        try (TransportResponse slow = fetches.open(server.url("/slow"), 0)) {
            assertThat(fetches.text(server.url("/a"))).isEqualTo("a");
            gate.countDown();
            assertThat(slow.body().readAllBytes()).asString().isEqualTo("slow");
        }

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void twoOrigins_doNotShareAConnection() throws Exception {
        server.on("/a", Reply.ok("a"));

        fetches.bytes(server.url("/a"));
        fetches.bytes("http://localhost:" + server.port() + "/a");

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void bodyLeftWithLittleMissing_keepsItsConnection() throws Exception {
        server.on("/a", Reply.ok(new byte[60_000]));
        try (TransportResponse left = fetches.open(server.url("/a"), 0)) {
            left.body().read();
        }

        assertThat(isFirstConnectionUsedAgain(100)).isTrue();
    }

    /** Some 64 KiB are read, and no more. */
    @Test
    void bodyLeftWithMoreMissing_losesItsConnection() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/a", Reply.ok(new byte[66_000]).pauseAfter(1, gate));
        try (TransportResponse left = fetches.open(server.url("/a"), 0)) {
            left.body().read();
        }
        gate.countDown();

        assertThat(isFirstConnectionUsedAgain(20)).isFalse();
    }

    /** The rest of a body is read in the background. Until it is, each request gets a new connection, which it holds. */
    private boolean isFirstConnectionUsedAgain(int tries) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/b", Reply.ok("bb").pauseAfter(1, gate));
        List<TransportResponse> held = new ArrayList<>();
        do {
            held.add(fetches.open(server.url("/b"), 0));
        } while (connectionOfTheLastRequest() != 1 && held.size() < tries);
        boolean used = connectionOfTheLastRequest() == 1;
        gate.countDown();
        for (TransportResponse response : held) {
            response.close();
        }
        return used;
    }

    private int connectionOfTheLastRequest() {
        return server.requests().get(server.requests().size() - 1).connection();
    }

    @Test
    void bodyLeftWithMuchMissing_losesItsConnection() throws Exception {
        server.on("/a", Reply.ok(new byte[50_000_000])).on("/b", Reply.ok("b"));

        try (TransportResponse left = fetches.open(server.url("/a"), 0)) {
            left.body().read();
        }
        fetches.bytes(server.url("/b"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void serverThatClosesWithoutAWord_isAskedOnANewConnection() throws Exception {
        server.on("/a", Reply.ok("a").closing());

        for (int i = 0; i < 50; i++) {
            assertThat(fetches.text(server.url("/a"))).isEqualTo("a");
        }
    }

    @Test
    void keptConnectionThatIsDead_isReplacedWithoutAFailure() throws Exception {
        server.onRequest("/a", request -> server.requests().size() == 2 ? Reply.hangUp() : Reply.ok("a"));

        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");
        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");

        assertThat(server.requests())
                .extracting(request -> request.connection())
                .containsExactly(1, 1, 2);
    }

    @Test
    void keptConnectionThatEndsInAHead_isReplacedWithoutAFailure() throws Exception {
        server.onRequest(
                "/a", request -> server.requests().size() == 2 ? Reply.raw("HTTP/1.1 200 OK\r\nConte") : Reply.ok("a"));

        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");
        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void timeOutOfAKeptConnection_isNoAnswerToWhatIsAskedNext() throws Exception {
        server.onRequest(
                "/a",
                request -> server.requests().size() == 2
                        ? Reply.status(408).header("Connection", "close").closing()
                        : Reply.ok("a"));

        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");
        assertThat(fetches.text(server.url("/a"))).isEqualTo("a");

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void timeOutOfANewConnection_isAFailure() {
        server.on("/a", Reply.status(408).reason("Request Timeout"));

        assertThat(fetches.failure(server.url("/a")).reason()).isEqualTo("the server answered 408 Request Timeout");
        assertThat(server.requests()).hasSize(1);
    }

    /** What made the one silent may have made the others so, and none of them may cost another wait. */
    @Test
    void keptConnectionsOfAServerThatFellSilent_areNotAskedAgain() throws Exception {
        waitFor(Duration.ofSeconds(1));
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/held", Reply.ok("held").pauseAfter(1, gate))
                .on("/a", Reply.ok("a"))
                .on("/silent", Reply.ok("s").after(never));
        try (TransportResponse held = fetches.open(server.url("/held"), 0)) {
            fetches.text(server.url("/a"));
            gate.countDown();
            held.body().readAllBytes();
        }

        fetches.failure(server.url("/silent"));
        fetches.text(server.url("/a"));

        assertThat(server.requests())
                .extracting(request -> request.connection())
                .containsExactly(1, 2, 1, 3);
    }

    @Test
    void headsAlone_shareAConnection() throws Exception {
        server.on("/a", Reply.ok("a")).on("/b", Reply.ok("b").chunked(1)).on("/c", Reply.ok(new byte[300_000]));

        for (String target : List.of("/a", "/b", "/c", "/a")) {
            fetches.head(server.url(target)).close();
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void newConnectionThatIsDead_isAFailure() {
        server.on("/a", Reply.hangUp());

        assertThat(fetches.failure(server.url("/a")).isPassing()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Connection: Close, X"})
    void replyThatSaysClose_endsTheConnection(String header) throws Exception {
        String value = header.substring(12);
        server.on("/a", Reply.ok("a").header("Connection", value));

        fetches.bytes(server.url("/a"));
        fetches.bytes(server.url("/a"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void newTlsConnection_resumesTheSession(String protocol) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(
                        TestCertificates.server("localhost"),
                        listener -> listener.setEnabledProtocols(new String[] {protocol}));
                TlsTap tap = TlsTap.before(tls.port())) {
            tls.on("/a", Reply.ok("a").header("Connection", "close").closing());

            for (int i = 0; i < 5; i++) {
                fetches.bytes("https://localhost:" + tap.port() + "/a");
            }

            assertThat(tap.resumed()).containsExactly(false, true, true, true, true);
        }
    }

    @Test
    void anotherOrigin_doesNotResumeTheSession() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"));
                TlsTap tap = TlsTap.before(tls.port())) {
            tls.on("/a", Reply.ok("a").header("Connection", "close").closing());

            fetches.bytes("https://localhost:" + tap.port() + "/a");
            fetches.bytes("https://127.0.0.1:" + tap.port() + "/a");

            assertThat(tap.resumed()).containsExactly(false, false);
        }
    }

    @Test
    void http2_servesSeveralRequestsAtOnceOnOneConnection() throws Exception {
        try (Http2Peer peer = Http2Peer.start(
                TestCertificates.server("localhost"),
                stream -> stream.head(200).data("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
            String url = "https://localhost:" + peer.port() + "/x";
            try (TransportResponse one = fetches.open(url, 0);
                    TransportResponse two = fetches.open(url, 0);
                    TransportResponse three = fetches.open(url, 0)) {
                assertThat(one.body().read()).isEqualTo('h');
                assertThat(two.body().read()).isEqualTo('h');
                assertThat(three.body().read()).isEqualTo('h');
            }
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void http2_anotherNumberHasAConnectionOfItsOwn() throws Exception {
        try (Http2Peer peer = Http2Peer.start(TestCertificates.server("localhost"), stream -> stream.onlyHead(200))) {
            String url = "https://localhost:" + peer.port() + "/x";
            for (int i = 0; i < 6; i++) {
                fetches.open(url, i % 2).close();
            }

            assertThat(peer.connections()).isEqualTo(2);
            assertThat(peer.requests()).isEqualTo(6);
        }
    }
}
