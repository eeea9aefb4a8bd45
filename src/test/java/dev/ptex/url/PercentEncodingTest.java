package dev.ptex.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({"a%2Bb, a+b", "a+b, a+b", "100%, 100%", "%zz, %zz", "%41%4, A%4", "%C3%BC, ü"})
    void path_isDecodedOnce(String written, String meant) {
        assertThat(PercentEncoding.decode(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"a+b, a%2Bb", "a/b, a%2Fb", "'a b', a%20b", "a-b.c_d~9Z, a-b.c_d~9Z", "ü*, %C3%BC%2A", "100%, 100%25"})
    void name_isEncodedAsOneSegment(String name, String encoded) {
        assertThat(PercentEncoding.encode(name)).isEqualTo(encoded);
    }
}
