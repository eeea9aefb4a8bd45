package dev.ptex.plan;

/**
 * A stretch of a file.
 *
 * @param from offset of its first byte
 * @param to offset of the first byte behind it; {@link #OPEN} for the file's end, wherever that is
 */
public record Segment(long from, long to) {
    public static final long OPEN = Long.MAX_VALUE;

    public long length() {
        return to - from;
    }
}
