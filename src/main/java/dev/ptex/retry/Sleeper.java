package dev.ptex.retry;

import java.time.Duration;

/** Lets time pass; tests let it pass without waiting. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration);

    /** Really waits; an interrupt ends the wait and stays pending. */
    static Sleeper system() {
        return duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
