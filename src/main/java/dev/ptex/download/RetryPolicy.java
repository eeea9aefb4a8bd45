package dev.ptex.download;

import java.time.Duration;
import java.util.Optional;

/**
 * How often the list of mirrors is gone through, and how long ptex waits in between.
 *
 * @param passes how often at most; 1 for no retry
 * @param backOff the first wait, doubled each time
 * @param longestBackOff where doubling ends
 * @param longestRetryAfter how long a server's wish to be left alone is respected at most
 */
public record RetryPolicy(int passes, Duration backOff, Duration longestBackOff, Duration longestRetryAfter) {
    /**
     * The wait after a pass.
     *
     * @param pass counted from 1
     * @param chance from 0 to 1, which spreads waits by a quarter to either side, so that many clients that failed
     *     together do not come back together
     * @param least how long all servers want to be left alone
     */
    Duration pause(int pass, double chance, Duration least) {
        double doubled = backOff.toMillis() * Math.pow(2, pass - 1d);
        double capped = Math.min(doubled, (double) longestBackOff.toMillis());
        Duration spread = Duration.ofMillis(Math.round(capped * (0.75 + 0.5 * chance)));
        return least.compareTo(spread) > 0 ? least : spread;
    }

    /** As much of a server's wish to be left alone as is granted. */
    Duration respected(Optional<Duration> retryAfter) {
        Duration wish = retryAfter.orElse(Duration.ZERO);
        return wish.compareTo(longestRetryAfter) < 0 ? wish : longestRetryAfter;
    }
}
