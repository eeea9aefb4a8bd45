package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.Reply;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back over HTTP, and how much of it is believed. */
@QuarkusTest
class RepliesTest extends ConfiguredHttpTestBase {
    @Test
    void encodedBody_isNotDecoded() throws Exception {
        server.on("/x", Reply.ok("not really gzip").header("Content-Encoding", "gzip"));

        assertThat(fetch(server.url("/x"))).isEqualTo("not really gzip");
    }

    @Test
    void chunkedBody_arrives() throws Exception {
        server.on("/x", Reply.ok("hello, world").chunked(5));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello, world");
    }

    @Test
    void bodyWithoutLength_endsWithTheConnection() throws Exception {
        server.on("/x", Reply.ok("hello").withoutLength());

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void noContent_isEmpty() throws Exception {
        server.on("/x", Reply.status(204).reason("No Content"));

        assertThat(fetch(server.url("/x"))).isEmpty();
    }

    @Test
    void noContentWithALength_isEmpty() throws Exception {
        server.on("/x", Reply.raw("HTTP/1.1 204 No Content\r\nContent-Length: 12\r\n\r\n"));

        assertThat(fetch(server.url("/x"))).isEmpty();
    }

    @Test
    void oldServer_isUnderstood() throws Exception {
        server.on("/x", Reply.raw("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nhello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void informationBeforeTheReply_isSkipped() throws Exception {
        server.on(
                "/x",
                Reply.raw("HTTP/1.1 103 Early Hints\r\nLink: </y>\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void manyRedirectsOnOneServer_areOneConnection() throws Exception {
        for (int i = 0; i < 25; i++) {
            server.on("/" + i, Reply.redirect(302, "/" + (i + 1)).body("moved"));
        }
        server.on("/25", Reply.ok("hello"));

        Transport transport = transport();
        for (int round = 0; round < 10; round++) {
            assertThat(fetch(transport, server.url("/0"))).isEqualTo("hello");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void manySmallFiles_losesNoByte() throws Exception {
        // The head, the body and its end come in one packet or in three: each time another race of the threads.
        Transport transport = transport();
        for (int i = 0; i < 200; i++) {
            String body = "x".repeat(i % 7);
            server.on("/" + i, i % 2 == 0 ? Reply.ok(body) : Reply.ok(body).chunked(2));
            try (TransportResponse response = transport.open(ask(server.url("/" + i)))) {
                assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(body);
            }
        }
    }

    @Test
    void headersTwiceAsLongAsUsual_areRead() throws Exception {
        server.on("/x", Reply.ok("x").header("Content-Security-Policy", "p".repeat(20_000)));

        assertThat(fetch(server.url("/x"))).isEqualTo("x");
    }

    @Test
    void truncatedBody_isAFailure() {
        server.on("/x", Reply.ok("hello").cutAfter(3));

        // How many bytes were seen depends on which of them and the end is noticed first.
        assertThat(failure(server.url("/x")).reason()).matches("the connection was closed after [0-3] of 5 bytes");
    }

    @Test
    void bodyCutBeforeItsFirstByte_isAFailure() {
        server.on("/x", Reply.ok("hello").cutAfter(0));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("the connection was closed after 0 of 5 bytes");
    }

    @Test
    void truncatedChunkedBody_isAFailure() {
        server.on("/x", Reply.ok("hello, world").chunked(4).cutAfter(8));

        assertThat(failure(server.url("/x")).reason())
                .matches("the connection was closed after [048] bytes, before its end");
    }

    @Test
    void resetConnection_isAFailure() {
        server.on("/x", Reply.ok("hello").resetAfter(3));

        assertThat(failure(server.url("/x")).reason()).startsWith("the connection was closed ");
    }

    @Test
    void stalledBody_isAFailureAfterTheReadTimeout() {
        readTimeout = SHORT;
        server.on("/x", Reply.ok("hello").stallAfter(3));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("nothing came for 1 s after 3 of 5 bytes");
    }

    @Test
    void noReply_isAFailureAfterTheReadTimeout() {
        readTimeout = SHORT;
        server.on("/x", Reply.ok("hello").after(new CountDownLatch(1)));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("no reply came for 1 s");
    }

    @Test
    void connectionClosedWithoutReply_isAFailure() {
        server.on("/x", Reply.hangUp());

        assertThat(failure(server.url("/x")).reason()).isEqualTo("the connection was closed before a reply came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void whatIsNoHttp_isAFailure(String bytes) {
        server.on("/x", Reply.raw(bytes));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("what came is no HTTP reply");
    }

    @ParameterizedTest
    @CsvSource({
        "404, Not Found, the server answered 404 Not Found",
        "404, '', the server answered 404",
        "403, Go away, the server answered 403 Go away",
        "500, Oops, the server answered 500 Oops",
        "304, Not Modified, the server answered 304 Not Modified",
    })
    void otherStatus_isAFailureThatSaysIt(int status, String phrase, String reason) {
        server.on("/x", Reply.status(status).reason(phrase).body("<html>"));

        assertThat(failure(server.url("/x")).reason()).isEqualTo(reason);
    }

    @Test
    void loginThatIsWanted_isNamedWithAHint() {
        server.on(
                "/x",
                Reply.status(401)
                        .reason("Unauthorized")
                        .header("WWW-Authenticate", "Basic realm=\"a\", Bearer")
                        .header("www-authenticate", "Digest realm=\"b\", nonce=\"c\""));

        TransportException failure = failure(server.url("/x"));

        assertThat(failure.reason()).isEqualTo("the server answered 401 Unauthorized; it wants Basic, Bearer, Digest");
        assertThat(failure.hint())
                .contains("credentials are taken from -H, the URL, PTEX_AUTH_127_0_0_1_BEARER or"
                        + " PTEX_AUTH_127_0_0_1_BASIC_USER and _BASIC_PASS, a credential helper, or ~/.netrc");
    }

    @Test
    void refusedConnection_isAFailureThatSaysWhere() {
        String url = other.url("/x");
        other.close();

        assertThat(failure(url).reason()).isEqualTo("connection refused by " + url.substring(7, url.length() - 2));
    }
}
