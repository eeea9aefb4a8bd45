package dev.ptex.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private Deadline after(Duration budget) {
        return Deadline.after(budget, now::get);
    }

    @Test
    void fresh_hasItsWholeBudget() {
        assertThat(after(Duration.ofMillis(1500)).remainingMillis()).isEqualTo(1500);
    }

    @Test
    void timePassed_isGone() {
        Deadline deadline = after(Duration.ofMillis(1500));

        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(deadline.remainingMillis()).isEqualTo(500);
    }

    @Test
    void lastMoment_isNotNothing() {
        Deadline deadline = after(Duration.ofMillis(1500));

        now.addAndGet(Duration.ofMillis(1500).toNanos() - 1);

        assertThat(deadline.remainingMillis()).isEqualTo(1);
    }

    @Test
    void budgetSpent_isNothing() {
        Deadline deadline = after(Duration.ofMillis(1500));

        now.addAndGet(Duration.ofMillis(1500).toNanos());

        assertThat(deadline.remainingMillis()).isZero();
    }

    @Test
    void budgetBeyondAllNumbers_isLong() {
        assertThat(after(Duration.ofHours(999_999_999)).remainingMillis()).isEqualTo(Integer.MAX_VALUE);
    }
}
