package dev.ptex.mirror;

import java.time.Duration;
import java.time.Instant;

/**
 * What earlier runs have seen of an origin.
 *
 * @param rate in bytes per second, recent transfers weighing most; 0 if none has brought enough to tell
 * @param failures in a row, recent ones weighing most
 * @param seen when it was last tried
 */
public record MirrorRecord(double rate, double failures, Instant seen) {
    /** A mirror is another one after a day, and a failure is half forgotten after an hour. */
    private static final Duration RATE_HALF_LIFE = Duration.ofDays(1);

    private static final Duration FAILURE_HALF_LIFE = Duration.ofHours(1);
    private static final double NEWEST = 0.5;

    /** The record after a transfer of so many bytes per second. */
    MirrorRecord with(double newRate, Instant now) {
        double known = rate * decay(RATE_HALF_LIFE, now) * (1 - NEWEST);
        double weight = rate == 0 ? 0 : decay(RATE_HALF_LIFE, now) * (1 - NEWEST);
        return new MirrorRecord((known + newRate * NEWEST) / (weight + NEWEST), 0, now);
    }

    MirrorRecord withFailure(Instant now) {
        return new MirrorRecord(rate, failures * decay(FAILURE_HALF_LIFE, now) + 1, now);
    }

    /** How long a file of that size is likely to take, with what failures cost counted in. */
    double expectedSeconds(long size, Instant now) {
        return size / Math.max(rate, 1) * Math.pow(2, failures * decay(FAILURE_HALF_LIFE, now));
    }

    private double decay(Duration halfLife, Instant now) {
        double age = Math.max(0, Duration.between(seen, now).toMillis());
        return Math.pow(0.5, age / halfLife.toMillis());
    }
}
