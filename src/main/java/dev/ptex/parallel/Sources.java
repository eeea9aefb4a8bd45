package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which mirror a connection asks next: first each one once, then the one that gives a connection most. One that is
 * under way and of which nothing is known yet may be that: the first is only left because it gives little.
 *
 * <p>Safe for several threads.
 */
final class Sources {
    private final Map<Mirror, Standing> standings = new LinkedHashMap<>();

    /** What is known of a mirror. */
    private static final class Standing {
        int connections;
        double rate = Double.POSITIVE_INFINITY;
        boolean tried;
        Optional<TransportException> failure = Optional.empty();
    }

    Sources(List<Mirror> mirrors) {
        mirrors.forEach(mirror -> standings.put(mirror, new Standing()));
    }

    /** @return nothing if all have failed */
    synchronized Optional<Mirror> pick() {
        Optional<Mirror> picked = standings.keySet().stream()
                .filter(mirror -> standing(mirror).failure.isEmpty())
                .min(Comparator.<Mirror, Boolean>comparing(mirror -> standing(mirror).tried)
                        .thenComparingDouble(mirror -> -standing(mirror).rate)
                        .thenComparingInt(mirror -> standing(mirror).connections));
        picked.ifPresent(this::use);
        return picked;
    }

    /**
     * A connection has asked this one by itself.
     *
     * @param rate how many bytes in a nanosecond it brings
     */
    synchronized void begun(Mirror mirror, double rate) {
        use(mirror);
        standing(mirror).rate = rate;
    }

    private void use(Mirror mirror) {
        standing(mirror).connections++;
        standing(mirror).tried = true;
    }

    /** A connection has ended well. */
    synchronized void used(Mirror mirror, double rate) {
        Standing used = standing(mirror);
        used.connections--;
        used.rate = used.rate == Double.POSITIVE_INFINITY ? rate : (used.rate + rate) / 2;
    }

    /**
     * A connection has failed.
     *
     * @return whether the mirror serves others nevertheless, and just bears no further one
     */
    synchronized boolean failed(Mirror mirror, TransportException failure) {
        Standing failed = standing(mirror);
        failed.connections--;
        if (failed.connections > 0) {
            return true;
        }
        failed.failure = Optional.of(failure);
        return false;
    }

    synchronized Optional<TransportException> failure(Mirror mirror) {
        return standing(mirror).failure;
    }

    private Standing standing(Mirror mirror) {
        return Objects.requireNonNull(standings.get(mirror));
    }
}
