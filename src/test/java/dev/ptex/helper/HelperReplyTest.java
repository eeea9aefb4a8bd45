package dev.ptex.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.header.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelperReplyTest {
    private static HelperReply parse(String json) throws IOException {
        return HelperReply.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void headers_areTakenInTheirOrder() throws IOException {
        assertThat(parse("{\"headers\": {\"Authorization\": [\"Bearer x\"], \"X-Y\": [\"1\", \"2\"]}}")
                        .headers())
                .containsExactly(
                        new Header("Authorization", "Bearer x"), new Header("X-Y", "1"), new Header("X-Y", "2"));
    }

    @Test
    void replyWithoutHeaders_hasNone() throws IOException {
        assertThat(parse("{}").headers()).isEmpty();
    }

    @Test
    void end_isTakenWithItsZone() throws IOException {
        assertThat(parse("{\"expires\": \"2026-01-02T03:04:05+01:00\", \"headers\": {}}")
                        .expires())
                .contains(Instant.parse("2026-01-02T02:04:05Z"));
    }

    @Test
    void fieldOfALaterProtocol_isPassedOver() throws IOException {
        assertThat(parse("{\"later\": {\"a\": [1, {}]}, \"headers\": {\"A\": [\"b\"]}}")
                        .headers())
                .containsExactly(new Header("A", "b"));
    }

    @Test
    void replyThatIsNotUtf8_isRefused() {
        byte[] latin1 = "{\"headers\": {\"A\": [\"\u00e9\"]}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> HelperReply.parse(latin1)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "token",
                "{",
                "{\"headers\": {\"A\": \"b\"}}",
                "{\"headers\": {\"A\": [1]}}",
                "{\"headers\": {\"A\": [\"b\\r\\nX: y\"]}}",
                "{\"headers\": {\"A b\": [\"c\"]}}",
                "{\"headers\": {\"A\": [\"b\"]",
                "{\"expires\": \"tomorrow\"}"
            })
    void otherReply_isRefusedWithoutItsWords(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(IOException.class)
                .hasMessage("what it says is not {\"headers\": {\"Name\": [\"value\"]}}");
    }
}
