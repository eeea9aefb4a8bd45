package dev.ptex.download;

import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices a mirror that sends too little to be worth waiting for, while there are others. */
final class StallWatch {
    private final Duration window;
    private final long least;
    private final LongSupplier nanoTime;
    private long windowStart;
    private long arrived;

    /** @param rate in bytes per second */
    StallWatch(Duration window, long rate, LongSupplier nanoTime) {
        this.window = window;
        this.least = rate * window.toMillis() / 1000;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** @throws TransportException if less than the rate has come for the whole window */
    void advanced(long bytes) throws TransportException {
        arrived += bytes;
        long now = nanoTime.getAsLong();
        if (now - windowStart < window.toNanos()) {
            return;
        }
        if (arrived < least) {
            throw TransportException.passing("only " + arrived + " bytes came in " + Seconds.of(window));
        }
        windowStart = now;
        arrived = 0;
    }
}
