package dev.ptex.parallel;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Which bytes of a file are there: stretches that neither overlap nor touch. Safe for several threads. */
public final class Extents {
    private final TreeMap<Long, Long> stretches = new TreeMap<>();

    public synchronized void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long start = from;
        long end = to;
        for (Map.Entry<Long, Long> other = stretches.floorEntry(end);
                other != null && other.getValue() >= start;
                other = stretches.floorEntry(end)) {
            start = Math.min(start, other.getKey());
            end = Math.max(end, other.getValue());
            stretches.remove(other.getKey());
        }
        stretches.put(start, end);
    }

    /** Where the stretch that covers a byte ends; the byte's own offset if it is not there. */
    public synchronized long endOf(long position) {
        Map.Entry<Long, Long> stretch = stretches.floorEntry(position);
        return stretch == null ? position : Math.max(position, stretch.getValue());
    }

    /** Where the first stretch begins that lies behind a byte that is not there. */
    public synchronized OptionalLong nextAfter(long position) {
        Long next = stretches.higherKey(position);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    public synchronized void clear() {
        stretches.clear();
    }

    /** How many bytes are there. */
    public synchronized long count() {
        return list().stream().mapToLong(Extent::length).sum();
    }

    /** In order. */
    public synchronized List<Extent> list() {
        return stretches.entrySet().stream()
                .map(stretch -> new Extent(stretch.getKey(), stretch.getValue()))
                .toList();
    }
}
