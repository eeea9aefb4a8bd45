package dev.ptex.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final long TOTAL = 100_000_000;
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanoTime = new AtomicLong(5);
    private final Growth growth = new Growth(4, nanoTime::get);

    /** Ten bytes a microsecond; so many of the ten milliseconds of each step are waits. */
    private boolean single(long total, long waitMillis, int steps) {
        growth.begin();
        boolean worth = false;
        for (int i = 0; i < steps; i++) {
            nanoTime.addAndGet(10 * MILLI);
            growth.waited(waitMillis * MILLI);
            growth.arrived(100_000);
            worth |= growth.isWorthSplitting(total, total - (i + 1) * 100_000L);
        }
        return worth;
    }

    private int after(long millis, long received) {
        nanoTime.addAndGet(millis * MILLI);
        return growth.further(2, received, TOTAL - received);
    }

    @Test
    void slowSource_isWorthSplitting() {
        assertThat(single(TOTAL, 9, 5)).isTrue();
    }

    @Test
    void slowReader_isNot() {
        assertThat(single(TOTAL, 3, 5)).isFalse();
    }

    @Test
    void fastSource_isNot() {
        long total = 10 * TOTAL;
        growth.begin();
        boolean worth = false;
        for (int i = 1; i <= 5; i++) {
            nanoTime.addAndGet(10 * MILLI);
            growth.waited(9 * MILLI);
            growth.arrived(2_000_000);
            worth |= growth.isWorthSplitting(total, total - i * 2_000_000L);
        }

        assertThat(worth).isFalse();
    }

    @Test
    void sourceThatWasFastWhileBuffersLasted_isWorthSplitting() {
        growth.begin();
        nanoTime.addAndGet(20 * MILLI);
        growth.isWorthSplitting(TOTAL, TOTAL);
        growth.arrived(8_000_000);
        nanoTime.addAndGet(20 * MILLI);
        growth.waited(40 * MILLI);
        assertThat(growth.isWorthSplitting(TOTAL, TOTAL - 8_000_000)).isFalse();

        nanoTime.addAndGet(20 * MILLI);
        growth.waited(20 * MILLI);

        assertThat(growth.isWorthSplitting(TOTAL, TOTAL - 8_000_000)).isTrue();
    }

    @Test
    void smallFile_isNot() {
        assertThat(single(16_000_000, 9, 5)).isFalse();
    }

    @Test
    void oneConnectionAllowed_isNot() {
        Growth alone = new Growth(1, nanoTime::get);
        alone.begin();
        nanoTime.addAndGet(1000 * MILLI);

        alone.waited(1000 * MILLI);

        assertThat(alone.isWorthSplitting(TOTAL, TOTAL - 10)).isFalse();
    }

    @Test
    void almostDone_isNot() {
        growth.begin();
        nanoTime.addAndGet(1000 * MILLI);
        growth.waited(1000 * MILLI);
        growth.isWorthSplitting(TOTAL, TOTAL);
        growth.arrived(99_000_000);

        assertThat(growth.isWorthSplitting(TOTAL, 1_000_000)).isFalse();
    }

    @Test
    void secondConnectionThatDoublesTheRate_bringsTwoMore() {
        single(TOTAL, 9, 5);
        growth.added();
        after(10, 200_000);

        assertThat(after(100, 2_200_000)).isEqualTo(2);
    }

    @Test
    void secondConnectionThatSharesTheRate_bringsNoMore() {
        single(TOTAL, 9, 5);
        growth.added();
        after(10, 100_000);

        assertThat(after(100, 1_100_000)).isZero();
        assertThat(after(1000, 11_100_000)).isZero();
    }

    @Test
    void firstConnectionThatWasFastOnlyOutOfBuffers_isNoMeasure() {
        single(TOTAL, 9, 5);
        growth.added();
        after(10, 100_000);

        assertThat(after(100, 400_000)).isEqualTo(2);
    }

    @Test
    void exhausted_bringsNoMore() {
        single(TOTAL, 9, 5);
        growth.added();
        after(10, 200_000);
        growth.exhausted();

        assertThat(after(100, 2_200_000)).isZero();
        assertThat(single(TOTAL, 9, 5)).isFalse();
    }
}
