package dev.ptex.parallel;

import java.util.OptionalLong;

/**
 * A connection that has nothing left to do, and another one that would be busy longer than it has to be.
 *
 * @param slow what the other one is fetching
 * @param rate how many bytes in a nanosecond the idle one brings
 * @param setup how many nanoseconds it takes to its first byte
 */
record Takeover(Piece slow, double rate, long setup) {
    private static final long LEAST_SHARE = 256 * 1024;
    /** In nanoseconds: about what noticing and starting a takeover costs. */
    private static final double LEAST_SAVING = 50e6;

    /**
     * From where on the idle one should fetch.
     *
     * @return nothing if that would save no time
     */
    OptionalLong from(long now) {
        double before = slow.timeLeft(now) - LEAST_SAVING;
        long left = slow.end - slow.reserved;
        long kept = kept(left, now);
        boolean worthSharing = kept >= LEAST_SHARE && left - kept >= LEAST_SHARE;
        if (worthSharing && duration(left - kept) < before) {
            return OptionalLong.of(slow.reserved + kept);
        }
        return duration(left) < before ? OptionalLong.of(slow.reserved) : OptionalLong.empty();
    }

    /** What the slow one keeps, so that both end at the same time. */
    private long kept(long left, long now) {
        double others = slow.rate(now);
        return (long) (left * others / Math.max(others + rate, Double.MIN_NORMAL));
    }

    private double duration(long bytes) {
        return setup + bytes / Math.max(rate, Double.MIN_NORMAL);
    }
}
