package dev.ptex.plan;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Which bytes of a file are there: segments that neither overlap nor touch. */
public final class Extents {
    private final TreeMap<Long, Long> segments = new TreeMap<>();
    private long count;

    public void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long start = from;
        long end = to;
        for (Map.Entry<Long, Long> other = segments.floorEntry(end);
                other != null && other.getValue() >= start;
                other = segments.floorEntry(end)) {
            start = Math.min(start, other.getKey());
            end = Math.max(end, other.getValue());
            count -= other.getValue() - other.getKey();
            segments.remove(other.getKey());
        }
        segments.put(start, end);
        count += end - start;
    }

    /** Where the segment that covers a byte ends; the byte's own offset if it is not there. */
    public long endOf(long position) {
        Map.Entry<Long, Long> segment = segments.floorEntry(position);
        return segment == null ? position : Math.max(position, segment.getValue());
    }

    /** Where the first segment begins that lies behind a byte that is not there. */
    public OptionalLong nextAfter(long position) {
        Long next = segments.higherKey(position);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    public void clear() {
        segments.clear();
        count = 0;
    }

    /** How many bytes are there. */
    public long count() {
        return count;
    }

    /** In order. */
    public List<Segment> list() {
        return segments.entrySet().stream()
                .map(segment -> new Segment(segment.getKey(), segment.getValue()))
                .toList();
    }
}
