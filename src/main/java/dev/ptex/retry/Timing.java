package dev.ptex.retry;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Where a download has time and chance from.
 *
 * @param nanoTime as {@link System#nanoTime}
 * @param sleeper lets time pass while nothing is under way
 * @param random spreads waits
 */
public record Timing(LongSupplier nanoTime, Sleeper sleeper, RandomGenerator random) {}
