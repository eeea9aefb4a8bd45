package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final OptionalLong TOTAL = OptionalLong.of(1_000_000);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long nanos = Long.MAX_VALUE - 200_000_000; // System.nanoTime may be anywhere, and wrap around.
    private int columns = 60;
    private int questions;
    private final ProgressMeter meter = meter(true);

    private ProgressMeter meter(boolean drawsOver) {
        return new ProgressMeter(
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                () -> {
                    questions++;
                    return columns;
                },
                drawsOver,
                () -> nanos);
    }

    @Test
    void terminalThatCannotDrawOver_countsOnly() {
        ProgressMeter counting = meter(false);
        counting.started("a.gz", TOTAL);
        nanos += 500_000_000;
        counting.advanced(250_000);
        counting.finished();

        assertThat(text()).isEmpty();
        assertThat(counting.bytes()).isEqualTo(250_000);
    }

    @Test
    void quickFetch_showsNothing() {
        meter.started("a.gz", TOTAL);
        after(299, 1_000_000);
        meter.finished();

        assertThat(text()).isEmpty();
    }

    @Test
    void quickFetch_doesNotAskForTheWidth() {
        meter.started("a.gz", TOTAL);
        after(299, 1_000_000);
        meter.finished();

        assertThat(questions).isZero();
    }

    @Test
    void slowFetch_isDrawn() {
        meter.started("a.gz", TOTAL);
        after(0, 0);
        after(500, 250_000);

        assertThat(text()).isEqualTo("\ra.gz  [==>        ]   25%  0.3 of 1.0 MB   0:02  500.0 kB/s");
    }

    @Test
    void fullLine_hasTheLastColumnFree() {
        columns = 50;
        meter.started("a.gz", TOTAL);
        after(500, 250_000);

        assertThat(text()).startsWith("\ra.gz  [====").hasSize(1 + 49);
    }

    @Test
    void draws_areATenthOfASecondApart() {
        meter.started("a.gz", TOTAL);
        after(300, 1);
        after(99, 1);
        after(1, 1);

        assertThat(draws()).isEqualTo(2);
    }

    @Test
    void shorterLine_wipesTheRestOfTheLonger() {
        meter.started("a.gz", OptionalLong.empty());
        after(0, 0);
        after(500, 999_900);
        after(500, 200);

        assertThat(text()).isEqualTo("\ra.gz  999.9 kB    2.0 MB/s\ra.gz  1.0 MB    1.0 MB/s  ");
    }

    @Test
    void width_isAskedForOnce() {
        meter.started("a.gz", TOTAL);
        after(500, 1);
        after(500, 1);

        assertThat(questions).isEqualTo(1);
    }

    @Test
    void end_leavesAnEmptyLine() {
        meter.started("a.gz", OptionalLong.empty());
        after(500, 7);
        shown.reset();

        meter.finished();

        assertThat(text()).isEqualTo("\r" + " ".repeat("a.gz  7 B".length()) + "\r");
    }

    @Test
    void secondEnd_writesNothing() {
        meter.started("a.gz", TOTAL);
        after(500, 7);
        meter.finished();
        shown.reset();

        meter.finished();

        assertThat(text()).isEmpty();
    }

    @Test
    void bytesAfterTheEnd_areNotShown() {
        meter.started("a.gz", TOTAL);
        meter.finished();

        after(500, 7);

        assertThat(text()).isEmpty();
    }

    @Test
    void retry_wipesTheLineOfTheAttemptBefore() {
        meter.started("a.gz", OptionalLong.empty());
        after(500, 7);
        shown.reset();

        meter.started("a.gz", OptionalLong.empty());

        assertThat(text()).isEqualTo("\r" + " ".repeat("a.gz  7 B".length()) + "\r");
    }

    @Test
    void retry_countsFromTheStart() {
        meter.started("a.gz", TOTAL);
        after(500, 900_000);
        meter.started("b.gz", TOTAL);
        shown.reset();

        after(500, 100_000);

        assertThat(text()).startsWith("\rb.gz").contains(" 10%");
    }

    @Test
    void retry_isQuietAgain() {
        meter.started("a.gz", TOTAL);
        after(500, 900_000);
        meter.started("a.gz", TOTAL);
        shown.reset();

        after(299, 100_000);

        assertThat(text()).isEmpty();
    }

    @Test
    void bytesOfAnEarlierAttempt_areNoMeasureOfSpeed() {
        meter.started("a.gz", TOTAL);
        after(0, 800_000);
        after(500, 1_000);

        assertThat(text()).contains("2.0 kB/s").contains(" 80%");
    }

    @Test
    void controlCharactersInTheName_areMadeHarmless() {
        meter.started("a\u001b[2J\n.gz", TOTAL);
        after(500, 7);

        assertThat(text()).startsWith("\ra\\x1b[2J\\x0a.gz ");
    }

    @Test
    void characterThatIsNotAscii_isReplaced() {
        meter.started("\u00fcml\ud83d\ude00.gz", TOTAL);
        after(500, 7);

        assertThat(text()).startsWith("\r?ml?.gz ");
    }

    private void after(long millis, long bytes) {
        nanos += millis * 1_000_000;
        meter.advanced(bytes);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private long draws() {
        return text().chars().filter(character -> character == '\r').count();
    }
}
