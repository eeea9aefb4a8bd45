package dev.ptex.retry;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a source is asked in vain, and how long it is left alone in between.
 *
 * @param tries how often in a row; 1 for no retry
 * @param backOff the first wait, doubled each time
 * @param longestBackOff where doubling ends
 * @param longestRetryAfter how long a server's wish to be left alone is respected at most
 */
public record RetryPolicy(int tries, Duration backOff, Duration longestBackOff, Duration longestRetryAfter) {
    /** Doubled more often, nothing would be below any limit. */
    private static final int MOST_DOUBLINGS = 60;

    /**
     * How long a source is left alone, in nanoseconds.
     *
     * @param failures how often it has failed in a row, counted from 1
     * @param chance from 0 to 1, which spreads waits by a quarter to either side, so that many clients that failed
     *     together do not come back together
     */
    public long pause(int failures, double chance, Optional<Duration> retryAfter) {
        double doubled = backOff.toNanos() * Math.pow(2, Math.min(failures, MOST_DOUBLINGS) - 1d);
        double capped = Math.min(doubled, (double) longestBackOff.toNanos());
        long wish = retryAfter.orElse(Duration.ZERO).toNanos();
        return Math.max(Math.min(wish, longestRetryAfter.toNanos()), Math.round(capped * (0.75 + 0.5 * chance)));
    }
}
