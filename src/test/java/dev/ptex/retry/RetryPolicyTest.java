package dev.ptex.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private final RetryPolicy policy =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private static Duration pause(RetryPolicy policy, int failures, double chance, Duration retryAfter) {
        return Duration.ofNanos(policy.pause(failures, chance, Optional.of(retryAfter)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 375",
        "1, 0.5, 500",
        "1, 1, 625",
        "2, 0.5, 1000",
        "3, 0.5, 2000",
        "7, 0.5, 30000",
        "50, 0.5, 30000",
        "5000, 0.5, 30000"
    })
    void pause_doublesUpToItsLimitAndIsSpreadByAQuarter(int failures, double chance, long millis) {
        assertThat(pause(policy, failures, chance, Duration.ZERO)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void noBackOff_isNoPauseAfterAnyFailure() {
        RetryPolicy none = new RetryPolicy(999, Duration.ZERO, Duration.ofDays(24), Duration.ZERO);

        assertThat(pause(none, 1, 0.5, Duration.ZERO)).isZero();
        assertThat(pause(none, 5000, 0.5, Duration.ZERO)).isZero();
    }

    @Test
    void pause_isAsLongAsTheServersWish() {
        assertThat(pause(policy, 1, 0.5, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void wish_isRespectedUpToItsLimit() {
        assertThat(pause(policy, 1, 0.5, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(100));
        assertThat(pause(policy, 1, 0.5, Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(2));
    }
}
