package dev.ptex.parallel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a further connection is worth it: while much is left, while ptex waits for bytes (and not the other way
 * round), and as long as the last one has shortened that noticeably. A fast link needs one.
 *
 * <p>Not safe for several threads.
 */
public final class Growth {
    /** Smaller files are there before a further connection would help. */
    private static final long LEAST_FILE = 16 << 20;

    /** What is there sooner is not worth a connection. */
    private static final double WORTHWHILE = Duration.ofMillis(250).toNanos();

    /** How long a connection is watched before it is judged. What comes at first says what buffers held. */
    private static final long FIRST_LOOK = Duration.ofMillis(20).toNanos();

    private static final long LOOK = Duration.ofMillis(50).toNanos();
    private static final long BUFFERED = Duration.ofMillis(10).toNanos();

    /** How much faster it must have become. */
    private static final double NOTICEABLE = 1.15;

    /**
     * In bytes a nanosecond. What brings as much as this is held back by our processor rather than by the server, and a
     * further connection only has it do more: measured with 1 GB over TLS on loopback, a fifth to two fifths more CPU time.
     */
    private static final double FAST = 0.2;

    private final int connections;
    private final LongSupplier nanoTime;
    private boolean exhausted;
    private long since;
    private long waited;
    private long base;
    private long count;
    private boolean baseKnown;
    private double rateBefore;

    /** @param connections at the most; 1 for no further one */
    public Growth(int connections, LongSupplier nanoTime) {
        this.connections = connections;
        this.nanoTime = nanoTime;
    }

    int connections() {
        return connections;
    }

    /** Whether a file of that length may get more than one connection. */
    public boolean isPossible(long total) {
        return connections > 1 && !exhausted && total >= LEAST_FILE;
    }

    /** A single connection begins to bring a file. */
    public void begin() {
        since = nanoTime.getAsLong();
        waited = 0;
        count = 0;
        baseKnown = false;
    }

    /** The time, in the clock that {@link #waited} is told of. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** The single connection has brought bytes. */
    public void arrived(int bytes) {
        count += bytes;
    }

    /** So many nanoseconds were spent waiting for the single connection. */
    public void waited(long nanos) {
        waited += nanos;
    }

    /**
     * Whether the single connection should get company.
     *
     * @param total the file's length
     * @param left how many bytes are still to come
     */
    public boolean isWorthSplitting(long total, long left) {
        if (!isPossible(total)) {
            return false;
        }
        long elapsed = nanoTime.getAsLong() - since;
        skipBuffered(elapsed, count);
        if (elapsed < FIRST_LOOK || waited < elapsed / 2) {
            return false;
        }
        rateBefore = (count - base) / (double) (elapsed - BUFFERED);
        return rateBefore < FAST && left > WORTHWHILE * rateBefore;
    }

    /** How many bytes in a nanosecond came when that was last looked at. */
    double rate() {
        return rateBefore;
    }

    /** Notes that connections were added, the youngest of which has just brought its first byte. */
    void added() {
        since = nanoTime.getAsLong();
        baseKnown = false;
    }

    /** How many to add to so many. */
    int further(int strands, long received, long left) {
        long elapsed = nanoTime.getAsLong() - since;
        skipBuffered(elapsed, received);
        if (exhausted || strands >= connections || elapsed < LOOK) {
            return 0;
        }
        double rate = (received - base) / (double) (elapsed - BUFFERED);
        // Far less than one connection seemed to bring alone: then that had come out of buffers, and tells nothing.
        boolean misled = rate < rateBefore / 2;
        if ((rate < NOTICEABLE * rateBefore && !misled) || left < WORTHWHILE * rate) {
            return 0;
        }
        rateBefore = rate;
        return Math.min(strands, connections - strands);
    }

    /** There are to be no more connections than there are. */
    public void exhausted() {
        exhausted = true;
    }

    private void skipBuffered(long elapsed, long received) {
        if (!baseKnown && elapsed >= BUFFERED) {
            baseKnown = true;
            base = received;
        }
    }
}
