package dev.ptex.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

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
    private final ConnectionPool pool;
    private final long window;
    private long released;

    Division(PartialFile file, ConnectionPool pool, long window) {
        this.file = file;
        this.pool = pool;
        this.window = window;
    }

    void released(long position) {
        released = position;
    }

    /**
     * Where a connection is to stop: where the next one brings bytes, or where they are there already. One that is only
     * asked may never answer.
     */
    long reach(Connection taking) {
        long body = Math.min(taking.reply.segment().to(), file.limit());
        boolean inTurn = taking.position == file.endOf(0) && isCaughtUp();
        long room = inTurn ? Segment.OPEN : limit();
        long missing = file.gap(taking.position)
                .filter(gap -> gap.from() == taking.position)
                .map(Segment::to)
                .orElse(taking.position);
        long next = next(
                taking,
                each -> each.position >= taking.position
                        && each.position < each.reach
                        && each.state != Connection.State.ASKED);
        return Math.min(Math.min(body, room), Math.min(missing, next));
    }

    /** Where the next connection begins that may bring what follows. */
    long nextOwned(Connection before) {
        return next(before, each -> each.position > before.position);
    }

    private long next(Connection before, Predicate<Connection> which) {
        return pool.all().stream()
                .filter(each -> each != before && each.isBusy() && which.test(each))
                .mapToLong(each -> each.position)
                .min()
                .orElse(Segment.OPEN);
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
        Extents taken = file.there();
        pool.all().stream().filter(Connection::isBusy).forEach(each -> taken.add(each.position, each.end));
        return taken.gap(position, file.total().orElse(Segment.OPEN));
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
        return Math.min(Math.max((long) worthAsking, fair), window / pool.all().size());
    }

    /**
     * An equal share of what nobody brings, from a position on.
     *
     * @param sharers how many connections there are for it
     */
    Optional<Segment> share(Source source, long position, int sharers, long now) {
        long wanted = pool.all().stream()
                .filter(Connection::isBusy)
                .mapToLong(each -> each.end - each.position)
                .sum();
        long share = Math.max(LEAST, (file.missing() - wanted + sharers - 1) / sharers);
        long most = longest(source, now);
        return free(position)
                .filter(free -> limit() - free.from() >= Math.min(free.length(), most / 2))
                .map(free -> {
                    long end = free.from() + Math.min(share, most);
                    long last = Math.min(free.to(), limit());
                    return new Segment(free.from(), last - end < LEAST / 2 ? last : end);
                });
    }

    /**
     * What a connection should bring next whose body goes on: what is free soon, or else what a slower one brings. To read
     * what lies between takes time, but less than to ask anew; and if nobody else has shown that he can bring it, it is
     * lost.
     *
     * @param sharers how many connections there are for what is free
     */
    Optional<Segment> next(Connection done, int sharers, long now) {
        Optional<Segment> free = sharers == 1 ? free(done.position) : share(done.source, done.position, sharers, now);
        double affordable = pool.isIndispensable(done)
                ? file.endOf(done.position) - done.position
                : done.lastRate * (COST + done.source.start(false));
        return free.or(() -> pool.all().stream()
                        .filter(each -> each.isTaking() && each.position >= done.position)
                        .sorted(Comparator.comparingLong(each -> each.position))
                        .flatMap(slower -> overtake(done, slower, now).stream())
                        .findFirst())
                .filter(next -> next.from() - done.position <= affordable)
                .map(next -> new Segment(
                        next.from(), Math.min(next.to(), done.reply.segment().to())))
                .filter(next -> next.length() > 0);
    }

    /** What is brought by a slower one, if it would be there sooner. */
    private Optional<Segment> overtake(Connection done, Connection slower, long now) {
        boolean known = !pool.isReliedOn(slower) && (slower.isMeasured(now) || slower.rate(now) > 0);
        double time = (slower.end - done.position) / done.lastRate;
        return known && done.lastRate > slower.rate(now) && slower.timeTo(slower.end, now) - time > COST
                ? file.gap(slower.position).map(gap -> new Segment(gap.from(), Math.min(gap.to(), slower.end)))
                : Optional.empty();
    }

    /** Whether somebody brings what a connection has an answer for, and is likely to be done before it. */
    boolean isBetterLeft(Connection opened, long from, long now) {
        double rate = rate(opened.source, now);
        double time = opened.source.growth() + (opened.end - from) / rate;
        return pool.all().stream()
                .filter(each -> each != opened && each.isTaking() && each.position == from && !each.isSilent(now))
                .anyMatch(each -> pool.isReliedOn(each)
                        || (rate > 0 ? each.timeTo(opened.end, now) < time : each.source.setup < opened.source.setup));
    }

    /** What a source gives a connection, in bytes in a nanosecond; 0 if that is not known. */
    double rate(Source source, long now) {
        return pool.all().stream()
                .filter(each -> each.state == Connection.State.TAKING && each.source == source)
                .mapToDouble(each -> each.rate(now))
                .filter(rate -> rate > 0)
                .average()
                .orElse(source.rate());
    }

    /**
     * The rear of what would be there last. Who was to bring it goes on for as long as nobody has begun to.
     *
     * @param idle the connection that would bring it
     */
    Optional<Segment> steal(Connection idle, Source source, long now) {
        return pool.all().stream()
                // What the reader has is enough for now.
                .filter(each -> isCaughtUp() && each.isBusy() && each.position < each.end)
                .max(Comparator.comparingDouble(each -> each.timeTo(each.end, now)))
                .flatMap(victim -> steal(victim, idle, source, now));
    }

    private Optional<Segment> steal(Connection victim, Connection idle, Source source, long now) {
        boolean silent = victim.isSilent(now);
        double known = rate(source, now);
        double seen = victim.rate(now);
        if (!silent && known == 0 && seen == 0) {
            return Optional.empty();
        }
        double left = victim.end - victim.position;
        double before = seen == 0 ? victim.toStart(now) + left / known : victim.timeTo(victim.end, now);
        double slow = left / Math.max(before, 1);
        double fast = Math.max(known > 0 ? known : seen, Double.MIN_NORMAL);
        double start = COST + source.start(idle.isKept(source));
        // So that both end at the same time.
        double kept = silent ? 0 : Math.min(left, (start + left / fast) / (1 / slow + 1 / fast));
        kept = kept < LEAST ? 0 : kept;
        double after = kept == 0 ? start + left / fast : kept / slow;
        // It would be no sooner there, and taken back.
        boolean needless = kept == 0 && !silent && victim.source == source;
        if (needless || before - after <= start || left - kept < Math.min(left, LEAST)) {
            return Optional.empty();
        }
        Segment rear = new Segment(victim.position + (long) kept, victim.end);
        victim.end = rear.from();
        // Another one may have passed through the middle of what this one is only asked for.
        return file.gap(rear.from())
                .map(gap -> new Segment(gap.from(), Math.min(gap.to(), rear.to())))
                .filter(stolen -> stolen.length() > 0);
    }
}
