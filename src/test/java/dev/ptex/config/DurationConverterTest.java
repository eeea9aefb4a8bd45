package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {
    private final DurationConverter durations = new DurationConverter();
    private final LimitConverter limits = new LimitConverter();

    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "5, 5000", "2m, 120000", "1h, 3600000", "'1 h', 3600000", "007, 7000"})
    void amountAndUnit_areADuration(String text, long millis) {
        assertThat(durations.convert(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(limits.convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999h", "99999999999999999999999", "577h", "2073600001ms", "9223372036854775807m"})
    void longerThanTimersCount_isTheLongest(String text) {
        assertThat(durations.convert(text)).isEqualTo(Duration.ofDays(24));
    }

    @Test
    void longest_fitsWhereMillisecondsAreAnInt() {
        assertThat(DurationConverter.LONGEST.toMillis()).isLessThan(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0ms", "0s", "000", "none", "None", " none "})
    void nothing_isNoWaitAndNoLimit(String text) {
        assertThat(durations.convert(text)).isZero();
        assertThat(limits.convert(text)).isEqualTo(DurationConverter.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1s", "abc", "5 parsecs", "1.5s", "ms", "never", "1h30m"})
    void whatIsNoDuration_isRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> durations.convert(text))
                .withMessage("\"" + text + "\" is no duration, such as 500ms, 5s or 2m");
    }
}
