package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "27600000, 27.6 MB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "5000000000, 5.0 GB",
        "9223372036854775807, 9.2 EB",
    })
    void bytes_haveTheirUnit(double bytes, String expected) {
        assertThat(Quantity.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "12400000, 27600000, '12.4 of 27.6 MB'",
        "2400000, 27600000, ' 2.4 of 27.6 MB'",
        "7, 512, '  7 of 512 B'",
        "2000, 1000, '2.0 of 1.0 kB'",
        "0, 0, '0 of 0 B'",
    })
    void partOfAWhole_hasTheWholesUnitAndWidth(double part, double whole, String expected) {
        assertThat(Quantity.bytes(part, whole)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 B/s", "3200000, 3.2 MB/s"})
    void rate_isPerSecond(double rate, String expected) {
        assertThat(Quantity.rate(rate)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0:00",
        "0.1, 0:01",
        "42, 0:42",
        "60, 1:00",
        "3599.5, 1:00:00",
        "3723, 1:02:03",
        "359999, 99:59:59",
        "360000, -:--",
        "Infinity, -:--",
        "NaN, -:--",
    })
    void time_isInMinutesOrHours(double seconds, String expected) {
        assertThat(Quantity.time(seconds)).isEqualTo(expected);
    }
}
