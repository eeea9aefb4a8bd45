package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.Header;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers that people run send over HTTP/1.1, where it is not what the RFCs' examples show. */
@QuarkusTest
class RealServersTest extends HttpTestBase {
    private String raw(String bytes) throws Exception {
        server.on("/x", Reply.raw(bytes));
        return fetches.text(server.url("/x"));
    }

    private TransportException rawFailure(String bytes) {
        server.on("/x", Reply.raw(bytes));
        return fetches.failure(server.url("/x"));
    }

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

    /** Curl takes some of them, but the codec cannot be made to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5\\nhello\\r\\n0\\r\\n\\r\\n | a chunk's line does not end with CR LF",
                "5\\r\\nhello\\n0\\r\\n\\r\\n | a chunk's line does not end with CR LF",
                "5\\nhello\\n0\\n\\n | a chunk's line does not end with CR LF",
                "zz\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
                "-5\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
                "fffffffff\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
            })
    void wrongChunks_areRefusedByName(String chunks, String reason) {
        TransportException failure =
                rawFailure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.translateEscapes());

        assertThat(failure.reason()).isEqualTo("its chunked body cannot be understood: " + reason);
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
    @ParameterizedTest
    @ValueSource(strings = {"my_host.localhost", "localhost"})
    void hostThatTheJdkTakesForNone_isToldToTheServer(String host) throws Exception {
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

            fetches.failure("https://" + host + ":" + listener.getLocalPort() + "/x");
            answer.join();

            assertThat(new String(hello, StandardCharsets.ISO_8859_1)).contains(host);
        }
    }

    @Test
    void nameThatLooksLikeAnAddress_isSaid() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("misplaced"))) {
            assertThat(fetches.failure("https://127.0.0.1:" + tls.port() + "/x").reason())
                    .endsWith("it has 127.0.0.1 as a name, not as an address");
        }
    }
}
