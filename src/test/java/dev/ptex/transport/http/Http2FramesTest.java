package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.Header;
import dev.ptex.testing.Http2Peer;
import dev.ptex.transport.TransportException;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers that people run send over HTTP/2, frame by frame. */
@QuarkusTest
class Http2FramesTest extends HttpTestBase {
    @ParameterizedTest
    @CsvSource({
        "0, NO_ERROR, true",
        "1, PROTOCOL_ERROR, false",
        "2, INTERNAL_ERROR, true",
        "7, REFUSED_STREAM, true",
        "8, CANCEL, true",
        "11, ENHANCE_YOUR_CALM, true"
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
    @ValueSource(ints = {1, 100, 100_000, 20_000_000})
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

    /** RFC 9113 section 6.5.2: it is advice, and whoever gives it can say 431. */
    @Test
    void serverThatWantsShortHeads_isAskedAllTheSame() throws Exception {
        try (Http2Peer peer =
                peer(stream -> stream.longestHead(10).head(200).data(HELLO).end())) {
            fetches.bytes(url(peer));

            assertThat(fetches.bytes(url(peer))).isEqualTo(HELLO);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    /** RFC 9113 section 6.5.2: it may do so for a moment. */
    @Test
    void serverThatLetsNoStreamBeOpened_isNamedAndMayPass() throws Exception {
        fetches = new Fetches(vertx, Duration.ofSeconds(3), Duration.ofSeconds(20));
        try (Http2Peer peer = peer(stream -> stream.onlyHead(200)).mostStreams(0)) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason()).isEqualTo("the server let no stream of HTTP/2 be opened within 3 s");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @Test
    void serverThatLetsNoStreamBeOpenedAtFirst_isWaitedFor() throws Exception {
        try (Http2Peer peer = peer(stream -> stream.head(200).data(HELLO).end()).mostStreams(0, 1)) {
            assertThat(fetches.text(url(peer))).isEqualTo("hello");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void keptConnectionWithoutRoomForAStream_isNotWaitedFor() throws Exception {
        try (Http2Peer peer =
                peer(stream -> stream.mostStreams(0).head(200).data(HELLO).end())) {
            assertThat(fetches.text(url(peer))).isEqualTo("hello");
            assertThat(fetches.text(url(peer))).isEqualTo("hello");

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionOverWhichNoReplyCame_isNotAskedAgain() throws Exception {
        waitFor(Duration.ofSeconds(1));
        try (Http2Peer peer = peer(stream -> {
            if (stream.number() != 2) {
                stream.head(200).data(HELLO).end();
            }
        })) {
            fetches.text(url(peer));
            assertThat(fetches.failure(url(peer)).reason()).isEqualTo("no reply came for 1 s");
            fetches.text(url(peer));

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionOverWhichABodyStalled_isNotAskedAgain() throws Exception {
        waitFor(Duration.ofSeconds(1));
        try (Http2Peer peer = peer(stream -> {
            stream.head(200).data(HELLO);
            if (stream.number() != 1) {
                stream.end();
            }
        })) {
            assertThat(fetches.failure(url(peer)).reason()).startsWith("nothing came for 1 s");
            fetches.text(url(peer));

            assertThat(peer.connections()).isEqualTo(2);
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serverThatWantsHttp1_isAskedOverHttp1(boolean goAway) throws Exception {
        try (Http2Peer peer = peer(stream -> {
            if (goAway) {
                stream.goAway(stream.id(), 13);
            } else {
                stream.reset(13);
            }
        })) {
            assertThat(fetches.text(url(peer))).isEqualTo("older");
            assertThat(fetches.text(url(peer))).isEqualTo("older");

            assertThat(peer.requests()).isEqualTo(1);
        }
    }

    @Test
    void streamRefusedOnAKeptConnection_isAskedForOnANewOne() throws Exception {
        try (Http2Peer peer = peer(stream -> {
            if (stream.number() == 2) {
                stream.reset(7);
            } else {
                stream.head(200).data(HELLO).end();
            }
        })) {
            assertThat(fetches.text(url(peer))).isEqualTo("hello");
            assertThat(fetches.text(url(peer))).isEqualTo("hello");

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void streamRefusedOnANewConnection_isAskedForOnAnotherNextTime() throws Exception {
        try (Http2Peer peer = peer(stream -> {
            if (stream.number() == 1) {
                stream.reset(7);
            } else {
                stream.head(200).data(HELLO).end();
            }
        })) {
            assertThat(fetches.failure(url(peer)).isPassing()).isTrue();
            assertThat(fetches.text(url(peer))).isEqualTo("hello");

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void streamResetByTheServer_isNotAnsweredWithAReset(int code) throws Exception {
        int[] resets = {-1};
        try (Http2Peer peer = peer(stream -> {
            if (stream.number() == 1) {
                stream.head(200, "content-length", "100000").data(HELLO).reset(code);
            } else {
                resets[0] = stream.resets();
                stream.head(200).data(HELLO).end();
            }
        })) {
            fetches.failure(url(peer));
            fetches.text(url(peer));

            assertThat(peer.connections()).isEqualTo(1);
            assertThat(resets[0]).isZero();
        }
    }

    @Test
    void endBeforeTheLength_losesNoByteAndMayPass() throws Exception {
        try (Http2Peer peer =
                peer(stream -> stream.head(200, "content-length", "10").lastData(HELLO))) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason())
                    .isEqualTo("the server broke it off (not as long as its Content-Length) after 5 of 10 bytes");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @Test
    void moreThanTheLength_mayPass() throws Exception {
        try (Http2Peer peer = peer(
                stream -> stream.head(200, "content-length", "3").data(HELLO).end())) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason()).startsWith("the server broke it off (not as long as its Content-Length)");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "-5", "", "5abc", "5, 6", "9223372036854775808"})
    void oddLengthOverHttp2_isRefusedByName(String length) throws Exception {
        try (Http2Peer peer = peer(
                stream -> stream.head(200, "content-length", length).data(HELLO).end())) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason())
                    .isEqualTo("its reply cannot be understood: its Content-Length is not one proper number");
            assertThat(failure.isPassing()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "05", "5, 5"})
    void lengthOverHttp2_isUnderstood(String length) throws Exception {
        try (Http2Peer peer = peer(
                stream -> stream.head(200, "content-length", length).data(HELLO).end())) {
            assertThat(fetches.text(url(peer))).isEqualTo("hello");
        }
    }

    /** RFC 9113 section 8.2.1. */
    @ParameterizedTest
    @CsvSource({"x, a\\0b, y", "x, y, a\\0b", "x, y, a\\rb", "x, y, a\\nb", "x\\0, y, y"})
    void brokenFieldOverHttp2_isRefusedByName(String name, String early, String late) throws Exception {
        try (Http2Peer peer = peer(stream -> stream.head(103, "link", early.translateEscapes())
                .head(200, name.translateEscapes(), late.translateEscapes())
                .data(HELLO)
                .end())) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason())
                    .isEqualTo("its reply breaks the rules of HTTP/2: a header has a NUL or a line break");
            assertThat(failure.isPassing()).isFalse();
        }
    }

    @Test
    void framesWithoutData_arePassedOver() throws Exception {
        try (Http2Peer peer = peer(stream -> {
            stream.head(200, "content-length", "10").emptyData(100).data(HELLO);
            stream.emptyData(100).data(HELLO, 1).emptyData(3).end();
        })) {
            assertThat(fetches.text(url(peer))).isEqualTo("hellohello");
        }
    }

    @Test
    void headWithoutEndOverHttp2_isNamed() throws Exception {
        try (Http2Peer peer = peer(stream -> stream.endlessHead(25))) {
            TransportException failure = fetches.failure(url(peer));

            assertThat(failure.reason()).isEqualTo("the head of its reply is longer than 300 KiB");
            assertThat(failure.isPassing()).isFalse();
        }
    }

    /** RFC 9113 section 8.6. */
    @Test
    void switchedProtocolsOverHttp2_isAnError() throws Exception {
        try (Http2Peer peer = peer(stream -> stream.head(101))) {
            assertThat(fetches.failure(url(peer)).reason()).startsWith("the server answered 101");
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
}
