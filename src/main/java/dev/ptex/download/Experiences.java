package dev.ptex.download;

import dev.ptex.mirror.Experience;
import dev.ptex.mirror.Mirror;
import dev.ptex.url.Origin;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers how the mirrors of one download do, for the next one. Safe for several threads. */
final class Experiences {
    /** A smaller transfer tells how far away a mirror is, not how fast. */
    private static final long TELLING = 256 * 1024;

    private final Map<Origin, Transferred> transferred = new LinkedHashMap<>();
    private final Set<Origin> served = new LinkedHashSet<>();
    private final Set<Origin> failed = new LinkedHashSet<>();

    /** What one connection at a time has brought. */
    private record Transferred(long bytes, long nanos) {
        Transferred plus(Transferred more) {
            return new Transferred(bytes + more.bytes, nanos + more.nanos);
        }
    }

    synchronized void brought(Mirror mirror, long bytes, long nanos) {
        served.add(mirror.url().origin());
        transferred.merge(mirror.url().origin(), new Transferred(bytes, nanos), Transferred::plus);
    }

    /** Notes that it has brought bytes, in a time that says nothing about it: whoever takes them may be slow. */
    synchronized void served(Mirror mirror) {
        served.add(mirror.url().origin());
    }

    synchronized void failed(Mirror mirror) {
        failed.add(mirror.url().origin());
    }

    /** Those that have brought bytes; a file: URL mostly has no host. */
    synchronized List<String> hosts() {
        return served.stream()
                .map(Origin::host)
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }

    synchronized List<Experience> list() {
        Stream<Experience> rates = transferred.entrySet().stream()
                .filter(entry -> entry.getValue().bytes >= TELLING && !failed.contains(entry.getKey()))
                .map(entry -> new Experience(
                        entry.getKey(), entry.getValue().bytes * 1e9 / Math.max(1, entry.getValue().nanos), false));
        return Stream.concat(rates, failed.stream().map(origin -> new Experience(origin, 0, true)))
                .toList();
    }
}
