package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.Header;
import dev.ptex.testing.Reply;
import dev.ptex.transport.TransportException;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
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
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9223372036854775808\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nContent-Length: five\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 05\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\nContent-Length: 05\r\n\r\nhello",
                "HTTP/2 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "http/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\n0\r\nX: y\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nX(Y)@: 1\r\nÄ: Ö\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 O\rK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 \33[1mOK\1\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1\t200\37OK\r\r\nContent-Length: 5\r\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"
            })
    void oddReply_isReadAsByCurl(String bytes) throws Exception {
        assertThat(raw(bytes)).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 | Content-Length: 5\\r\\nContent-Length: 6 | it has two values of Content-Length, 5 and 6",
                "HTTP/1.0 | Content-Length: 5\\r\\nContent-Length: 6 | it has two values of Content-Length, 5 and 6",
                "HTTP/1.1 | Content-Length: 5, 6 | it has two values of Content-Length, 5 and 6",
                "HTTP/1.1 | Content-Length: 9223372036854775808 | its Content-Length is \"9223372036854775808\"",
                "HTTP/1.1 | Content-Length: five | its Content-Length is \"five\"",
                "HTTP/1.1 | Content-Length: -5 | its Content-Length is \"-5\"",
                "HTTP/1.1 | Content-Length: 5abc | its Content-Length is \"5abc\"",
                "HTTP/1.1 | Content-Length: 0x5 | its Content-Length is \"0x5\"",
                "HTTP/1.1 | Content-Length: 5, | its Content-Length is \"\"",
                "HTTP/1.1 | Content-Length: | its Content-Length is \"\"",
                "HTTP/1.1 | X: a\\0b | a header has a NUL",
                "HTTP/1.1 | X\\0: b | a header has a NUL",
            })
    void oddHead_isRefusedByName(String version, String header, String reason) {
        TransportException failure = rawFailure(version + " 200 OK\r\n" + header.translateEscapes() + "\r\n\r\nhello");

        assertThat(failure.reason()).isEqualTo("its reply cannot be understood: " + reason);
        assertThat(failure.isPassing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 O\0K", "HTTP/1.1 200\0", "HTTP/1.1 103 \0\r\n\r\nHTTP/1.1 200 OK"})
    void nulInAStatusLine_isRefusedByName(String line) {
        assertThat(rawFailure(line + "\r\nContent-Length: 5\r\n\r\nhello").reason())
                .isEqualTo("its reply cannot be understood: its status line has a NUL");
    }

    /** RFC 9112 section 6.3: it has no body. */
    @Test
    void oddLengthOfNoContent_doesNotMatter() throws Exception {
        assertThat(raw("HTTP/1.1 204 No Content\r\nContent-Length: five\r\n\r\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 2", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le"})
    void headCutShort_mayPass(String bytes) {
        TransportException failure = rawFailure(bytes);

        assertThat(failure.reason()).isEqualTo("the connection was closed before a reply came");
        assertThat(failure.isPassing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello", "SSH-2.0-x", "\0\0\6\4\0\0\0\0\0\0\3\0\0\0d"})
    void whatIsNoHttp_isToldAtItsFirstBytes(String bytes) {
        server.on("/x", Reply.raw(bytes).stallAfter(0));

        assertThat(fetches.failure(server.url("/x")).reason()).isEqualTo("what came is no HTTP reply");
    }

    @Test
    void serverThatSpeaksTls_isToldFromOneThatIsSilent() {
        TransportException failure = rawFailure("\u0015\u0003\u0001\0\u0002\u0002F");

        assertThat(failure.reason()).isEqualTo("the server speaks TLS here, so that the URL has to begin with https");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void reasonInUtf8_isShownAsWritten() {
        byte[] reason = "日本".getBytes(StandardCharsets.UTF_8);

        TransportException failure = rawFailure(
                "HTTP/1.1 404 " + new String(reason, StandardCharsets.ISO_8859_1) + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(failure.reason()).isEqualTo("the server answered 404 日本");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5\\r\\nhello0\\r\\n\\r\\n | a chunk is longer than it says",
                "zz\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
                "-5\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
                "8000000000000000\\r\\nhello\\r\\n0\\r\\n\\r\\n | a chunk has no proper length",
            })
    void wrongChunks_areRefusedByName(String chunks, String reason) {
        TransportException failure =
                rawFailure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.translateEscapes());

        assertThat(failure.reason()).isEqualTo("its chunked body cannot be understood: " + reason);
        assertThat(failure.isPassing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Transfer-Encoding: chunked | 7fffffffffffffff\\r\\n | 5 bytes, before its end",
                "Content-Length: 9223372036854775807 | '' | 5 of 9223372036854775807 bytes",
            })
    void endlessBody_isReadAsFarAsItComes(String header, String size, String progress) {
        TransportException failure =
                rawFailure("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + size.translateEscapes() + "hello");

        assertThat(failure.reason()).isEqualTo("the connection was closed after " + progress);
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void headWithoutEnd_isNamed() {
        TransportException failure = rawFailure("HTTP/1.1 200 OK\r\nX: " + "x".repeat(400_000) + "\r\n\r\n");

        assertThat(failure.reason()).isEqualTo("the head of its reply is longer than 300 KiB");
        assertThat(failure.isPassing()).isFalse();
    }

    /** Nobody reads it. */
    @Test
    void bodyOfARedirect_mayBeEncodedForTheWay() throws Exception {
        server.on(
                        "/x",
                        Reply.redirect(302, "/y")
                                .header("Transfer-Encoding", "gzip")
                                .body("hello")
                                .chunked(5))
                .on("/y", Reply.ok("hello"));

        assertThat(fetches.text(server.url("/x"))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:/", "HTTP:///"})
    void placeWithOneOrThreeSlashes_isUnderstoodAsByCurl(String start) throws Exception {
        server.on("/x", Reply.redirect(302, start + server.authority() + "/y")).on("/y", Reply.ok("hello"));

        assertThat(fetches.text(server.url("/x"))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 305, 309, 399})
    void anyRedirectWithAPlace_isFollowed(int status) throws Exception {
        server.on("/x", Reply.redirect(status, "/y")).on("/y", Reply.ok("hello"));

        assertThat(fetches.text(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void redirectWithAnEmptyPlace_isAskedOnce() {
        server.on("/x", Reply.redirect(302, "").reason("Found"));

        assertThat(fetches.failure(server.url("/x")).reason()).isEqualTo("the server answered 302 Found");
        assertThat(server.requests()).hasSize(1);
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
}
