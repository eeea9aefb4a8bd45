package dev.ptex.parallel;

/**
 * A stretch of a file.
 *
 * @param from offset of its first byte
 * @param to offset of the first byte behind it
 */
public record Extent(long from, long to) {
    public long length() {
        return to - from;
    }
}
