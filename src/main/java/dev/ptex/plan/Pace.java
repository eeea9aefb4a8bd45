package dev.ptex.plan;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Says when a connection that brings a file alone should get company: when that will save time, by what it has brought so
 * far, and when it is waited for, rather than the processor or the reader. A fast link needs one connection.
 *
 * <p>A far connection tells nothing of its rate at first: TCP begins with a window of ten segments (RFC 6928), which
 * doubles with each round trip. Times are nanoseconds, rates bytes in a nanosecond.
 */
final class Pace {
    /** What a far connection is taken to get in the end, while it still becomes faster. */
    static final double USUAL = 0.008;

    /** Who has brought as much, and becomes faster still, is not held back by distance. */
    private static final long NEAR = 128 * 1024;

    /** How soon a source that nobody has asked yet is taken to answer, at the latest: it may be near. */
    private static final double UNTRIED = Duration.ofMillis(100).toNanos();

    private static final long LOOK = Duration.ofMillis(10).toNanos();

    /** By how much it has become faster in one and a half round trips while its window grows. */
    private static final double FASTER = 1.5;

    /** What brings as much is held back by our processor, not by the server: a further connection has it do more. */
    private static final double FAST = 0.05;

    /** What is saved must be as large a part of the time as this, and as many nanoseconds. */
    private static final double WORTHWHILE = 0.1;

    private static final double LEAST_SAVING = Duration.ofMillis(30).toNanos();

    private long setup;
    private long begun;
    private long since;
    private long bytes;
    private long total;
    private long look;
    private long worked;
    private long workedBefore;
    private double rateBefore;

    /** @param setup how long the connection's answer took, with a round trip each for TCP, TLS and the request */
    void begin(long setup, long now) {
        this.setup = setup;
        begun = now;
        since = now;
        bytes = 0;
        total = 0;
        look = LOOK;
        workedBefore = worked;
        rateBefore = 0;
    }

    void arrived(long count) {
        bytes += count;
    }

    /** @param nanos for how long the connection was not waited for, in all */
    void worked(long nanos) {
        worked = nanos;
    }

    long nextLook() {
        return since + look;
    }

    /**
     * How many bytes the connection should go on to bring while others bring the rest, if that is worth it.
     *
     * @param left how many bytes are still to come
     * @param connections how many there would be
     * @param untried whether one of them would lead to a source that nobody has asked yet
     */
    OptionalLong company(long left, int connections, boolean untried, long now) {
        long elapsed = now - since;
        if (elapsed < look) {
            return OptionalLong.empty();
        }
        total += bytes;
        // A server that sends much at once is silent for long.
        double rate = Math.max(bytes / (double) elapsed, total / (double) (now - begun) / 2);
        boolean waitedFor = worked - workedBefore < elapsed / 2;
        boolean steady = rateBefore > 0 && rate < FASTER * rateBefore;
        rateBefore = elapsed >= setup / 3 ? rate : 0;
        since = now;
        bytes = 0;
        look = Math.max(LOOK, setup / 2);
        workedBefore = worked;
        if (!waitedFor || rate > FAST || rate == 0 || (!steady && total > NEAR)) {
            return OptionalLong.empty();
        }
        // What a window that grows still brings says nothing of what it will.
        double last = steady ? rate : Math.max(USUAL, rate);
        // What is over before one of its kind would answer may still be shared with one that is nearer.
        boolean small = untried && last * setup >= left;
        double reply = small ? Math.min(UNTRIED, (double) setup) : setup;
        double ahead = last * reply;
        double share = Math.max(0.0, left - ahead) / connections;
        double alone = left / last;
        double shared = reply + share / last;
        boolean saves = alone - shared > Math.max(LEAST_SAVING, WORTHWHILE * alone);
        return saves ? OptionalLong.of((long) (ahead + share)) : OptionalLong.empty();
    }
}
