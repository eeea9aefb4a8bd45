package dev.ptex.download;

import dev.ptex.transport.TransportException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices a mirror that sends too little to be worth waiting for, while there are others. */
final class StallWatch {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final long LEAST = 1024 * WINDOW.toSeconds();

    private final LongSupplier nanoTime;
    private long windowStart;
    private long arrived;

    StallWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** @throws TransportException after half a minute of less than 1 KiB/s */
    void advanced(long bytes) throws TransportException {
        arrived += bytes;
        long now = nanoTime.getAsLong();
        if (now - windowStart < WINDOW.toNanos()) {
            return;
        }
        if (arrived < LEAST) {
            throw TransportException.passing("only " + arrived + " bytes came in " + WINDOW.toSeconds() + " s");
        }
        windowStart = now;
        arrived = 0;
    }
}
