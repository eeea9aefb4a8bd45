package dev.ptex.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which bytes of a file are there: segments that neither overlap nor touch. */
public final class Extents {
    private final TreeMap<Long, Long> segments = new TreeMap<>();
    private long count;

    Extents copy() {
        Extents copy = new Extents();
        list().forEach(segment -> copy.add(segment.from(), segment.to()));
        return copy;
    }

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

    /** The first bytes from a position on, and before an end, that are not there. */
    public Optional<Segment> gap(long position, long end) {
        long from = endOf(position);
        Long next = segments.higherKey(from);
        return from < end ? Optional.of(new Segment(from, next == null ? end : next)) : Optional.empty();
    }

    public void clear() {
        segments.clear();
        count = 0;
    }

    /** How many bytes are there. */
    public long count() {
        return count;
    }

    public List<Segment> list() {
        return segments.entrySet().stream()
                .map(segment -> new Segment(segment.getKey(), segment.getValue()))
                .toList();
    }
}
