package dev.ptex.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The bytes a second of the last seconds: over the whole transfer it would hide that a server has slowed down, and from
 * one moment to the next it would flicker.
 */
final class TransferRate {
    private static final long WINDOW = 5_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** A moment and what had come in by then. */
    private record Sample(long nanos, long bytes) {}

    void note(long nanos, long bytes) {
        Sample beyondWindow = null;
        while (!samples.isEmpty() && nanos - samples.getFirst().nanos() > WINDOW) {
            beyondWindow = samples.removeFirst();
        }
        if (samples.isEmpty() && beyondWindow != null) {
            // After a stall: the last moment before it is all there is to measure from.
            samples.addLast(beyondWindow);
        }
        samples.addLast(new Sample(nanos, bytes));
    }

    /** Nothing before two moments are known. */
    OptionalDouble bytesPerSecond() {
        if (samples.size() < 2) {
            return OptionalDouble.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos <= 0 ? OptionalDouble.empty() : OptionalDouble.of((last.bytes() - first.bytes()) * 1e9 / nanos);
    }
}
