package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void contentRange_isRead() {
        assertThat(ContentRange.parse("bytes 5-9/10")).contains(new ContentRange(5, 9, OptionalLong.of(10)));
        assertThat(ContentRange.parse(" bytes 5-9/* ")).contains(new ContentRange(5, 9, OptionalLong.empty()));
    }

    /** RFC 9110 section 14.1 has units in any case; the others come from old Java servers, says curl. */
    @ParameterizedTest
    @ValueSource(strings = {"Bytes 5-9/10", "bytes=5-9/10", "bytes: 5-9/10", "bytes  5-9/10", "5-9/10"})
    void oddContentRange_isReadAsCurlDoes(String value) {
        assertThat(ContentRange.parse(value)).contains(new ContentRange(5, 9, OptionalLong.of(10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes 9-5/10",
                "bytes 5-10/10",
                "bytes */10",
                "items 5-9/10",
                "bytes 5-9",
                "bytes -5-9/10",
                "bytes 5-99999999999999999999/*"
            })
    void impossibleContentRange_isNone(String value) {
        assertThat(ContentRange.parse(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "'Mon, 23 Nov 2026 12:00:30 GMT', 30",
        "'Mon, 23 Nov 2026 11:00:00 GMT', 0",
    })
    void retryAfter_isSecondsOrADate(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", "23 Nov"})
    void otherRetryAfter_isNone(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
