package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final String FILE = "cpython-3.13.1-x86_64-linux.tar.gz";
    private static final ProgressLine HALF =
            new ProgressLine(FILE, 13_800_000, OptionalLong.of(27_600_000), OptionalDouble.of(3_200_000));
    private static final ProgressLine UNSIZED =
            new ProgressLine(FILE, 13_800_000, OptionalLong.empty(), OptionalDouble.of(3_200_000));

    @Test
    void wideTerminal_showsAllAndALongBar() {
        assertThat(HALF.fitting(120))
                .isEqualTo(FILE + "  [===============>              ]   50%  13.8 of 27.6 MB   0:05    3.2 MB/s");
    }

    @Test
    void usualTerminal_shortensTheFileForTheBar() {
        assertThat(HALF.fitting(79))
                .isEqualTo("cpython-3....nux.tar.gz  [=====>    ]   50%  13.8 of 27.6 MB   0:05    3.2 MB/s");
    }

    @Test
    void narrowerTerminal_dropsTheBar() {
        assertThat(HALF.fitting(70))
                .isEqualTo("cpython-3.13....linux.tar.gz   50%  13.8 of 27.6 MB   0:05    3.2 MB/s");
    }

    @Test
    void stillNarrower_dropsTheRate() {
        assertThat(HALF.fitting(50)).isEqualTo("cpython-3...x.tar.gz   50%  13.8 of 27.6 MB   0:05");
    }

    @Test
    void narrowestWithBytes_dropsTheTime() {
        assertThat(HALF.fitting(36)).isEqualTo("cpyth...ar.gz   50%  13.8 of 27.6 MB");
    }

    @Test
    void twentyColumns_showFileAndPercent() {
        assertThat(HALF.fitting(20)).isEqualTo("cpytho...ar.gz   50%");
    }

    @Test
    void unknownTotal_showsBytesAndRate() {
        assertThat(UNSIZED.fitting(79)).isEqualTo(FILE + "  13.8 MB    3.2 MB/s");
    }

    @Test
    void unknownTotalInTwentyColumns_showsFileAndBytes() {
        assertThat(UNSIZED.fitting(20)).isEqualTo("cpyt...r.gz  13.8 MB");
    }

    @Test
    void shortFile_staysWhole() {
        ProgressLine line = new ProgressLine("a.gz", 0, OptionalLong.of(512), OptionalDouble.empty());

        assertThat(line.fitting(38)).isEqualTo("a.gz  [>         ]    0%    0 of 512 B");
    }

    @Test
    void completeFile_fillsTheBar() {
        ProgressLine line = new ProgressLine("a.gz", 512, OptionalLong.of(512), OptionalDouble.empty());

        assertThat(line.fitting(40)).isEqualTo("a.gz  [============]  100%  512 of 512 B");
    }

    @Test
    void emptyFile_isComplete() {
        ProgressLine line = new ProgressLine("a.gz", 0, OptionalLong.of(0), OptionalDouble.empty());

        assertThat(line.fitting(20)).isEqualTo("a.gz  100%  0 of 0 B");
    }

    @Test
    void moreThanTheTotal_isComplete() {
        ProgressLine line = new ProgressLine("a.gz", 2_000, OptionalLong.of(1_000), OptionalDouble.of(1_000));

        assertThat(line.fitting(25)).isEqualTo("a.gz  100%  2.0 of 1.0 kB");
    }

    @Test
    void nothingComingIn_hasNoTimeLeft() {
        ProgressLine line = new ProgressLine("a.gz", 500, OptionalLong.of(1_000), OptionalDouble.of(0));

        assertThat(line.fitting(40)).isEqualTo("a.gz   50%  0.5 of 1.0 kB       0 B/s");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 999_950, 13_800_000, 27_600_000, Long.MAX_VALUE})
    void anyWidth_isNeverExceeded(long done) {
        for (int width = 0; width <= 200; width++) {
            for (OptionalDouble rate : new OptionalDouble[] {OptionalDouble.empty(), OptionalDouble.of(999_949)}) {
                assertThat(new ProgressLine(FILE, done, OptionalLong.of(27_600_000), rate).fitting(width))
                        .hasSizeLessThanOrEqualTo(width);
                assertThat(new ProgressLine("", done, OptionalLong.empty(), rate).fitting(width))
                        .hasSizeLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void growingTransfer_keepsTheBarInItsPlace() {
        int bar = HALF.fitting(79).indexOf('[');

        ProgressLine start = new ProgressLine(FILE, 1_000, OptionalLong.of(27_600_000), OptionalDouble.of(900_000));

        assertThat(start.fitting(79).indexOf('[')).isEqualTo(bar);
    }
}
