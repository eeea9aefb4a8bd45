package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ptex.header.Header;
import dev.ptex.testing.Http2Peer;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers that people run send, where it is not what the RFCs' examples show. */
@QuarkusTest
@Timeout(60)
class RealServersTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @Inject
    Vertx vertx;

    private Fetches fetches;
    private final ScriptedServer server = ScriptedServer.start();

    @BeforeEach
    void start() {
        fetches = new Fetches(vertx);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String raw(String bytes) throws Exception {
        server.on("/x", Reply.raw(bytes));
        return fetches.text(server.url("/x"));
    }

    private TransportException rawFailure(String bytes) {
        server.on("/x", Reply.raw(bytes));
        return fetches.failure(server.url("/x"));
    }

    private static Http2Peer peer(Http2Peer.Script script) throws Exception {
        return Http2Peer.start(TestCertificates.server("localhost"), script);
    }

    private static String url(Http2Peer peer) {
        return "https://localhost:" + peer.port() + "/x";
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    // HTTP/2

    @ParameterizedTest
    @CsvSource({
        "0, NO_ERROR, true",
        "1, PROTOCOL_ERROR, false",
        "2, INTERNAL_ERROR, true",
        "7, REFUSED_STREAM, true",
        "8, CANCEL, true",
        "11, ENHANCE_YOUR_CALM, true",
        "13, HTTP_1_1_REQUIRED, false"
    })
    void resetBeforeTheReply_isNamedAndMayPass(int code, String name, boolean passing) throws Exception {
        try (Http2Peer peer = peer(stream -> stream.reset(code))) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason()).startsWith("the server broke it off (" + name + ")");
            assertThat(failure.isPassing()).isEqualTo(passing);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, INTERNAL_ERROR", "7, REFUSED_STREAM", "8, CANCEL", "11, ENHANCE_YOUR_CALM"})
    void resetInTheBody_isNamedAndMayPass(int code, String name) throws Exception {
        try (Http2Peer peer = peer(
                stream -> stream.head(200, "content-length", "10").data(HELLO).reset(code))) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason()).isEqualTo("the server broke it off (" + name + ") after 5 of 10 bytes");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 100_000, 1_000_000})
    void goAwayAfterOurStream_bodyIsReadToItsEnd(int size) throws Exception {
        byte[] content = random(size);
        // nginx with keepalive_requests 1: the stream, GOAWAY, and the end of the connection.
        try (Http2Peer peer = peer(stream -> {
            stream.head(200, "content-length", "" + size).goAway(stream.id());
            stream.data(content).end().close();
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(fetches.bytes(url(peer))).isEqualTo(content);
            }
            assertThat(peer.connections()).isEqualTo(3);
        }
    }

    @Test
    void goAwayAfterOurStream_bodyWithoutLengthIsReadToItsEnd() throws Exception {
        byte[] content = random(100_000);
        try (Http2Peer peer = peer(stream -> {
            stream.head(200).data(content).end().goAway(stream.id());
            stream.close();
        })) {
            assertThat(fetches.bytes(url(peer))).isEqualTo(content);
        }
    }

    @Test
    void goAwayBeforeOurStream_isAskedOnANewConnection() throws Exception {
        try (Http2Peer peer = peer(stream -> {
            if (stream.number() == 2) {
                stream.goAway(stream.id() - 2);
                stream.close();
            } else {
                stream.onlyHead(200);
            }
        })) {
            fetches.bytes(url(peer));
            fetches.bytes(url(peer));

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void interimHeadsOverHttp2_areSkipped() throws Exception {
        try (Http2Peer peer = peer(stream -> stream.head(102)
                .head(103, "link", "</y>")
                .head(104)
                .head(199)
                .head(200)
                .data(HELLO)
                .end())) {
            assertThat(fetches.text(url(peer))).isEqualTo("hello");
        }
    }

    @Test
    void headerOfTheConnection_isNotSentOverHttp2() throws Exception {
        try (Http2Peer peer = peer(stream -> stream.head(200).data(HELLO).end())) {
            Header close = Header.parse("Connection: close").orElseThrow();

            assertThat(fetches.text(url(peer), close)).isEqualTo("hello");
        }
    }

    @Test
    void loginThatIsWantedOverHttp2_isNamed() throws Exception {
        try (Http2Peer peer = peer(stream ->
                stream.onlyHead(401, "www-authenticate", "Basic realm=\"a, b\", Bearer", "www-authenticate", "NTLM"))) {
            assertThat(fetches.failure(url(peer)).reason())
                    .startsWith("the server answered 401 ")
                    .endsWith("; it wants Basic, Bearer, NTLM");
        }
    }

    // HTTP/1.1

    @Test
    void severalInterimHeads_areSkipped() throws Exception {
        String heads = String.join(
                "\r\n\r\n",
                "HTTP/1.1 102 Processing",
                "HTTP/1.1 103 Early Hints\r\nLink: </y>",
                "HTTP/1.1 104 Upload Resumption Supported",
                "HTTP/1.1 199 Odd\r\nContent-Length: 3",
                "HTTP/1.1 200 OK\r\nContent-Length: 5");

        assertThat(raw(heads + "\r\n\r\nhello")).isEqualTo("hello");
    }

    @Test
    void switchedProtocols_isAnError() {
        TransportException failure = rawFailure("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");

        assertThat(failure.reason()).isEqualTo("the server answered 101 Switching Protocols");
        assertThat(failure.isPassing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nX(Y)@: 1\r\nÄ: Ö\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"
            })
    void oddReply_isReadAsByCurl(String bytes) throws Exception {
        assertThat(raw(bytes)).isEqualTo("hello");
    }

    @Test
    void twoLengths_areRefusedByName() {
        TransportException failure =
                rawFailure("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello");

        assertThat(failure.reason()).contains("Content-Length").contains("5").contains("6");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void transferCoding_isRefusedByName() {
        TransportException failure =
                rawFailure("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

        assertThat(failure.reason())
                .isEqualTo(
                        "the server sends it encoded for the way as gzip (Transfer-Encoding), which is not supported");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void headWithoutEnd_isNamed() {
        TransportException failure = rawFailure("HTTP/1.1 200 OK\r\nX: " + "x".repeat(400_000) + "\r\n\r\n");

        assertThat(failure.reason()).isEqualTo("the head of its reply is longer than 300 KiB");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void multipleChoicesWithAPlace_areFollowed() throws Exception {
        server.on("/x", Reply.redirect(300, "/y")).on("/y", Reply.ok("hello"));

        assertThat(fetches.text(server.url("/x"))).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "/\u00c3\u00bc, /%C3%BC",
        "/\u00fc, /%FC",
        "/a b, /a%20b",
        "/a%20b%zz, /a%20b%zz",
    })
    void placeWithOddCharacters_isAskedForByItsOctets(String location, String target) throws Exception {
        server.on("/x", Reply.redirect(302, location)).on(target, Reply.ok("hello"));

        assertThat(fetches.text(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void headerOfOtherScripts_goesOutAsUtf8() throws Exception {
        server.on("/x", Reply.ok("hello"));

        fetches.text(server.url("/x"), Header.parse("X: 日本").orElseThrow());

        String sent = server.takeRequest().header("X").orElseThrow();
        assertThat(new String(sent.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("日本");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: foo bar", "Host: a/b", "Host: a:b", "Host: [::1"})
    void impossibleHost_isNoHeader(String header) {
        assertThat(Header.parse(header)).isEmpty();
    }

    // Hosts

    @Test
    void nameUnderLocalhost_isLoopback() throws Exception {
        server.on("/x", Reply.ok("hello"));

        assertThat(fetches.text("http://a.b.localhost:" + server.port() + "/x")).isEqualTo("hello");
        assertThat(server.takeRequest().header("Host")).contains("a.b.localhost:" + server.port());
    }

    @Test
    void addressWithAZone_isAskedWithoutIt() throws Exception {
        String url = "http://[::1%25lo]:" + server.port() + "/x";

        assertThat(new Hop(Url.parse(url), false, List.of(), Optional.empty()).authority())
                .isEqualTo("[::1]:" + server.port());
    }

    /** The JDK's own servers refuse such a name, so this is only what they are told; the rest is in trust's tests. */
    @Test
    void hostWithAnUnderscore_isToldToTheServer() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            byte[] hello = new byte[1000];
            Thread answer = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(hello);
                } catch (IOException e) {
                    // Then the greeting stays empty.
                }
            });
            answer.start();

            fetches.failure("https://my_host.localhost:" + listener.getLocalPort() + "/x");
            answer.join();

            assertThat(new String(hello, StandardCharsets.ISO_8859_1)).contains("my_host.localhost");
        }
    }

    @Test
    void nameThatLooksLikeAnAddress_isSaid() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("misplaced"))) {
            assertThat(fetches.failure("https://127.0.0.1:" + tls.port() + "/x").reason())
                    .endsWith("it has 127.0.0.1 as a name, not as an address");
        }
    }

    // TLS

    @Test
    void closeNotify_isTheEndOfABodyWithoutLength() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello").withoutLength().closeNotify());

            assertThat(fetches.text("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void closeNotify_isTooEarlyInABodyWithLength() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello").header("Content-Length", "9").closeNotify());

            assertThat(fetches.failure("https://localhost:" + tls.port() + "/x").reason())
                    .isEqualTo("the connection was closed after 5 of 9 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void demandForAClientCertificate_isSaidOnce(String protocol) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"), listener -> {
            listener.setNeedClientAuth(true);
            listener.setEnabledProtocols(new String[] {protocol});
        })) {
            tls.on("/x", Reply.ok("hello"));

            TransportException failure = fetches.failure("https://localhost:" + tls.port() + "/x");

            assertThat(failure.reason()).isEqualTo("the server wants a client certificate, and there is none to show");
            assertThat(failure.isPassing()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"40, handshake_failure, false", "70, protocol_version, false", "80, internal_error, true"})
    void alert_isNamed(int code, String name, boolean passing) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(new byte[100]);
                    client.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) code});
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has seen enough.
                }
            });
            answer.start();

            TransportException failure = fetches.failure("https://localhost:" + listener.getLocalPort() + "/x");

            assertThat(failure.reason()).startsWith("TLS failed: received fatal alert: " + name);
            assertThat(failure.isPassing()).isEqualTo(passing);
            answer.join();
        }
    }

    @Test
    void oneServersCertificate_isNotBlamedForAnothersSilence() throws Exception {
        try (ScriptedServer bad = ScriptedServer.startTls(TestCertificates.server("other-name"));
                ScriptedServer silent = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            silent.on("/x", Reply.hangUp());

            assertThat(fetches.failure("https://localhost:" + bad.port() + "/x").reason())
                    .contains("is not trusted");
            assertThat(fetches.failure("https://localhost:" + silent.port() + "/x")
                            .reason())
                    .isEqualTo("the connection was closed before a reply came");
        }
    }

    // Threads and memory

    @Test
    void interruptedOpening_endsAndStaysInterrupted() throws Exception {
        server.on("/x", Reply.ok("hello").after(new CountDownLatch(1)));
        TransportException[] failure = new TransportException[1];
        boolean[] interrupted = new boolean[1];
        Thread thread = new Thread(() -> {
            failure[0] = fetches.failure(server.url("/x"));
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        server.takeRequest();

        thread.interrupt();
        thread.join(20_000);

        assertThat(failure[0].reason()).isEqualTo("it was interrupted");
        assertThat(interrupted[0]).isTrue();
    }

    @Test
    void bodyClosedByAnotherThread_endsTheRead() throws Exception {
        server.on("/x", Reply.ok(new byte[200_000]).stallAfter(3));
        TransportResponse response = fetches.open(server.url("/x"), 0);
        response.body().readNBytes(3);
        Thread reader = Thread.currentThread();
        Thread closer = new Thread(() -> {
            while (reader.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            try {
                response.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        closer.start();

        assertThat(catchThrowable(() -> response.body().read())).isInstanceOf(TransportException.class);
        closer.join();
    }

    @Test
    void slowReaderOfManySmallChunks_getsThemAll() throws Exception {
        byte[] content = random(400_000);
        server.on("/x", Reply.ok(content).chunked(7));
        Fetches impatient = new Fetches(vertx, Duration.ofSeconds(20));
        try (TransportResponse response = impatient.open(server.url("/x"), 0)) {
            InputStream body = response.body();
            byte[] start = body.readNBytes(10);
            Thread.sleep(300);
            byte[] rest = body.readAllBytes();

            assertThat(start).isEqualTo(Arrays.copyOf(content, 10));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(content, 10, content.length));
        }
    }
}
