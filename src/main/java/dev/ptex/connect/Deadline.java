package dev.ptex.connect;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The end of one budget of time, shared by all steps of making a connection. */
public record Deadline(LongSupplier nanoTime, long end, Duration budget) {
    public static Deadline after(Duration budget, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + TimeUnit.NANOSECONDS.convert(budget), budget);
    }

    /** At least 1 while there is time, then 0. */
    public int remainingMillis() {
        long nanos = end - nanoTime.getAsLong();
        return nanos <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000));
    }
}
