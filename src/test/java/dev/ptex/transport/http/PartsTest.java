package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.testing.Reply;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.transport.Validator;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of files, as they are asked for and as they come. */
@QuarkusTest
class PartsTest extends ConfiguredHttpTestBase {
    private TransportResponse middle(Condition condition, Reply... replies) throws Exception {
        server.on("/x", replies);
        Url url = Url.parse(server.url("/x"));
        UserHeaders headers = new UserHeaders(List.of(), url.origin());
        return transport()
                .open(new TransportRequest(url, headers, false, Optional.of(Range.of(1, 3)), condition, 0, heads::add));
    }

    private static Reply part(String range, String body) {
        return Reply.status(206).header("Content-Range", "bytes " + range).body(body);
    }

    private TransportException.Kind refusal(Condition condition, Reply reply) {
        return catchThrowableOfType(TransportException.class, () -> middle(condition, reply))
                .kind();
    }

    @Test
    void part_isAskedForAndDelivered() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-2/5", "el"))) {
            assertThat(((TransportResponse.Part) response).range()).isEqualTo(Range.of(1, 3));
            assertThat(response.total()).hasValue(5);
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
        }
        assertThat(server.takeRequest().header("Range")).contains("bytes=1-2");
    }

    @Test
    void partThatEndsSooner_saysSo() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-1/5", "e"))) {
            assertThat(((TransportResponse.Part) response).range()).isEqualTo(Range.of(1, 2));
        }
    }

    @Test
    void chunkedPartLongerThanItsRange_isCut() throws Exception {
        try (TransportResponse response =
                middle(Condition.NONE, part("1-2/5", "ello").chunked(3))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
            assertThat(response.body().read()).isNegative();
        }
    }

    @Test
    void partBehindItsEnd_isCutWhereItWasAskedToEnd() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-4/5", "ello"))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
        }
    }

    @Test
    void chunkedPartShorterThanItsRange_isAFailure() throws Exception {
        try (TransportResponse response =
                middle(Condition.NONE, part("1-2/5", "e").chunked(1))) {
            TransportException failure = catchThrowableOfType(
                    TransportException.class, () -> response.body().readAllBytes());

            assertThat(failure.reason()).isEqualTo("the connection was closed after 1 of 2 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"0-1/5, he", "2-3/5, ll"})
    void anotherPart_isNotTakenForTheOneAskedFor(String range, String body) {
        assertThat(refusal(Condition.NONE, part(range, body))).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
    }

    /** Nobody knows which of the two is true: some send the file from its start, with the head of a part. */
    @ParameterizedTest
    @ValueSource(strings = {"e", "hello"})
    void partOfAnotherLengthThanItsRange_isRefused(String body) {
        TransportException failure =
                catchThrowableOfType(TransportException.class, () -> middle(Condition.NONE, part("1-2/5", body)));

        assertThat(failure.kind()).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
        assertThat(failure.reason()).isEqualTo("the server sends " + body.length() + " bytes for a part of 2");
    }

    @Test
    void rangeBehindTheEnd_isNoSuchRange() {
        assertThat(refusal(Condition.NONE, Reply.status(416))).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
    }

    @Test
    void serverThatKnowsNoRanges_sendsTheWhole() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, Reply.ok("hello"))) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
        }
    }

    @Test
    void otherVersionOfAPart_isChanged() {
        Condition match = Condition.ifMatch(new Validator("\"1\""));

        assertThat(refusal(match, Reply.status(412))).isEqualTo(TransportException.Kind.CHANGED);
        assertThat(refusal(match, Reply.ok("hello").header("ETag", "\"2\"")))
                .isEqualTo(TransportException.Kind.CHANGED);
        assertThat(refusal(match, part("1-2/5", "el").header("ETag", "\"2\"")))
                .isEqualTo(TransportException.Kind.CHANGED);
        assertThat(server.requests())
                .allMatch(request -> request.headers("If-Match").contains("\"1\""));
    }

    @Test
    void versionWithADate_isAskedForUnmodified() throws Exception {
        String date = "Mon, 23 Nov 2026 12:00:00 GMT";

        middle(Condition.ifMatch(new Validator(date)), part("1-2/5", "el")).close();

        assertThat(server.takeRequest().header("If-Unmodified-Since")).contains(date);
    }

    @Test
    void resume_getsTheNewFileIfThereIsOne() throws Exception {
        try (TransportResponse response = middle(
                Condition.ifRange(new Validator("\"1\"")), Reply.ok("hallo").header("ETag", "\"2\""))) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
            assertThat(response.validator()).contains(new Validator("\"2\""));
        }
        assertThat(server.takeRequest().header("If-Range")).contains("\"1\"");
    }

    @Test
    void partThatNobodyAskedFor_isRefused() {
        server.on("/x", part("0-1/5", "he"));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("the server sends a part of the file (206), and the whole was asked for");
    }

    @Test
    void partThatTheUserAskedFor_isDelivered() throws Exception {
        given.add("Range: bytes=0-1");
        server.on("/x", part("0-1/5", "he"));

        assertThat(fetch(server.url("/x"))).isEqualTo("he");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partThatTheUserAskedFor_endsWithItsRange(boolean chunked) throws Exception {
        given.add("Range: bytes=0-1");
        server.on("/x", chunked ? part("0-1/5", "hello").chunked(3) : part("0-1/5", "hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("he");
    }

    @Test
    void partThatTheUserAskedFor_isAFailureIfItIsCutShort() {
        given.add("Range: bytes=0-3");
        server.on("/x", part("0-3/5", "he").chunked(3));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("the connection was closed after 2 of 4 bytes");
    }
}
