package dev.ptex.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says what a connection that is free should bring: an equal share of what nobody brings, from the front; when nothing
 * of that is left, the rear of what would be there last.
 */
final class Division {
    /** Less than this is not worth a request of its own. */
    static final long LEAST = 64 * 1024;

    /** In nanoseconds: what noticing and asking costs us. */
    private static final double COST = Duration.ofMillis(10).toNanos();

    /** A request costs a round trip of silence, of which there may be one in twenty. */
    private static final double ROUND_TRIPS = 20;

    /** Into how many requests a file is divided at least, where a reader waits for its beginning. */
    private static final long REQUESTS = 32;

    private final PartialFile file;
    private final List<Connection> connections;
    private final long window;
    private long released;

    Division(PartialFile file, List<Connection> connections, long window) {
        this.file = file;
        this.connections = connections;
        this.window = window;
    }

    void released(long position) {
        released = position;
    }

    /** Whether what is next in order need not wait for its release. */
    boolean isCaughtUp() {
        return window == Segment.OPEN || file.endOf(0) <= released;
    }

    /** Where the last byte that may come ends. */
    private long limit() {
        return window > Segment.OPEN - released ? Segment.OPEN : released + window;
    }

    /** The first bytes from a position on that nobody has and nobody brings. */
    Optional<Segment> free(long position) {
        Optional<Segment> gap = file.gap(position);
        while (gap.isPresent()) {
            long from = gap.get().from();
            Optional<Connection> owner = connections.stream()
                    .filter(each -> each.isBusy() && each.position <= from && from < each.end)
                    .findAny();
            if (owner.isEmpty()) {
                long next = connections.stream()
                        .filter(each -> each.isBusy() && each.position < each.end && each.position > from)
                        .mapToLong(each -> each.position)
                        .min()
                        .orElse(Segment.OPEN);
                return Optional.of(new Segment(from, Math.min(gap.get().to(), next)));
            }
            gap = file.gap(owner.get().end);
        }
        return Optional.empty();
    }

    /**
     * How many bytes one request may be for. Where bytes are used in order, those that wait for their turn are none that
     * the reader has.
     */
    long longest(Source source, long now) {
        if (window == Segment.OPEN) {
            return window;
        }
        double rate = rate(source, now);
        double worthAsking = ROUND_TRIPS * source.latency * (rate == 0 ? Pace.USUAL : rate);
        long fair = Math.max(16 * LEAST, file.total().orElse(0) / REQUESTS);
        return Math.min(Math.max((long) worthAsking, fair), window / connections.size());
    }

    /**
     * An equal share of what nobody brings, from a position on.
     *
     * @param sharers how many connections there are for it
     */
    Optional<Segment> share(Source source, long position, int sharers, long now) {
        long wanted = connections.stream()
                .filter(Connection::isBusy)
                .mapToLong(each -> each.end - each.position)
                .sum();
        long share = Math.max(LEAST, (file.missing() - wanted + sharers - 1) / sharers);
        long most = longest(source, now);
        return free(position).filter(free -> free.from() < limit()).map(free -> {
            long end = free.from() + Math.min(share, most);
            long last = Math.min(free.to(), limit());
            return new Segment(free.from(), last - end < LEAST / 2 ? last : end);
        });
    }

    /** What a source gives a connection, in bytes in a nanosecond; 0 if that is not known. */
    double rate(Source source, long now) {
        return connections.stream()
                .filter(each -> each.state == Connection.State.TAKING && each.source == source)
                .mapToDouble(each -> each.rate(now))
                .filter(rate -> rate > 0)
                .average()
                .orElse(source.rate());
    }

    /** The connection that would end last, if another one helps it. */
    Optional<Theft> theft(Connection idle, Source source, long now) {
        return connections.stream()
                .filter(each -> each.isOnItsWay() && each.position < each.end)
                .max(Comparator.comparingDouble(each -> each.timeLeft(now)))
                .flatMap(victim -> theft(victim, idle, source, now));
    }

    /**
     * The rear of what a connection is to bring.
     *
     * @param from where it begins, so that both end at the same time
     */
    record Theft(Connection victim, long from) {}

    private Optional<Theft> theft(Connection victim, Connection idle, Source source, long now) {
        boolean silent = victim.isSilent(now);
        double known = rate(source, now);
        double seen = victim.rate(now);
        if (!silent && known == 0 && seen == 0) {
            return Optional.empty();
        }
        double left = victim.end - victim.position;
        double before = seen == 0 ? victim.toStart(now) + left / known : victim.timeLeft(now);
        double slow = left / Math.max(before, 1);
        double fast = Math.max(known > 0 ? known : seen, Double.MIN_NORMAL);
        double start = COST + (idle.isKept(source) ? source.latency : 2.0 * source.setup);
        double kept = silent ? 0 : Math.min(left, (start + left / fast) / (1 / slow + 1 / fast));
        kept = kept < LEAST ? 0 : kept;
        double after = kept == 0 ? start + left / fast : kept / slow;
        // Of what has only begun nobody knows yet that it is slow.
        boolean early = kept == 0
                && !silent
                && !victim.isMeasured(now)
                && (source == victim.source || start + left / fast > victim.toStart(now));
        boolean worthIt = !early && before - after > start && left - kept >= Math.min(left, LEAST);
        return worthIt ? Optional.of(new Theft(victim, victim.position + (long) kept)) : Optional.empty();
    }
}
