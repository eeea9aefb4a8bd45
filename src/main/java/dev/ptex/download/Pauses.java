package dev.ptex.download;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between passes. */
public record Pauses(RetryPolicy policy, Sleeper sleeper, RandomGenerator random) {
    /** @return how long it waited */
    Duration after(int pass, Duration least) {
        Duration pause = policy.pause(pass, random.nextDouble(), least);
        sleeper.sleep(pause);
        return pause;
    }
}
