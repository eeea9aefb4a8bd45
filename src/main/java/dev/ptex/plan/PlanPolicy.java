package dev.ptex.plan;

import dev.ptex.retry.RetryPolicy;
import java.time.Duration;

/**
 * What a plan keeps to.
 *
 * @param connections how many may bring the file at once
 * @param window how far ahead of what is released bytes may come; {@link Segment#OPEN} if that does not matter
 * @param stallTime how long a connection may be slower than the stall rate while there is another source
 * @param stallRate in bytes per second
 */
public record PlanPolicy(int connections, long window, Duration stallTime, long stallRate, RetryPolicy retries) {
    /** The same, for bytes that are used in order. */
    public PlanPolicy within(long bytes) {
        return new PlanPolicy(connections, bytes, stallTime, stallRate, retries);
    }
}
