package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferRateTest {
    private static final long SECOND = 1_000_000_000L;

    private final TransferRate rate = new TransferRate();

    @Test
    void oneMoment_isNoRate() {
        rate.note(0, 100);

        assertThat(rate.bytesPerSecond()).isEmpty();
    }

    @Test
    void sameMomentTwice_isNoRate() {
        rate.note(7, 0);
        rate.note(7, 100);

        assertThat(rate.bytesPerSecond()).isEmpty();
    }

    @Test
    void twoMoments_giveTheBytesBetween() {
        rate.note(0, 100);
        rate.note(2 * SECOND, 700);

        assertThat(rate.bytesPerSecond()).hasValue(300);
    }

    @Test
    void longTransfer_countsOnlyTheLastSeconds() {
        rate.note(0, 0);
        rate.note(SECOND, 1_000_000);
        rate.note(5 * SECOND, 1_000_400);
        rate.note(10 * SECOND, 1_000_900);

        assertThat(rate.bytesPerSecond()).hasValue(100);
    }

    @Test
    void stall_countsFromTheMomentBefore() {
        rate.note(0, 0);
        rate.note(SECOND, 1_000);
        rate.note(11 * SECOND, 2_000);

        assertThat(rate.bytesPerSecond()).hasValue(100);
    }

    @Test
    void clockThatWrapsAround_isNoMatter() {
        rate.note(Long.MAX_VALUE, 0);
        rate.note(Long.MAX_VALUE + SECOND, 100);

        assertThat(rate.bytesPerSecond()).hasValue(100);
    }
}
