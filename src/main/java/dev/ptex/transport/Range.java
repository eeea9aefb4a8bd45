package dev.ptex.transport;

import java.util.OptionalLong;

/**
 * A stretch of a file.
 *
 * @param from offset of its first byte
 * @param to offset of the first byte behind it, so that {@code to - from} is its length in bytes; nothing for the rest of
 *     the file
 */
public record Range(long from, OptionalLong to) {
    public static Range of(long from, long to) {
        return new Range(from, OptionalLong.of(to));
    }

    public static Range rest(long from) {
        return new Range(from, OptionalLong.empty());
    }
}
