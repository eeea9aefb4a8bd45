package dev.ptex.plan;

import dev.ptex.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Decides who brings which bytes of a file. Is told what happens, and tells {@link Connections} what to do; it never
 * blocks and reads no clock, so that the same calls lead to the same decisions. Times are nanoseconds of any clock.
 *
 * <p>One connection begins. Where it is too slow alone, the file is divided among several. A file that cannot be divided
 * is a plan with one.
 *
 * <p>Not safe for several threads.
 */
public final class Planner {
    private static final long GLANCE = Duration.ofMillis(50).toNanos();
    private static final long WATCH = Duration.ofSeconds(1).toNanos();

    private final PlanPolicy policy;
    private final PartialFile file;
    private final Connections port;
    private final Candidates candidates;
    private final ConnectionPool pool;
    private final Division division;
    private final Pace pace = new Pace();
    private State state = State.RUNNING;
    private int company = 1;
    private boolean single;
    private long looked;
    private long planned;

    /** Where a plan stands. */
    public enum State {
        RUNNING,
        /** All bytes are there, and wait for a judgement. */
        COMPLETE,
        /** No source is left that could bring what is missing. */
        HOPELESS
    }

    public Planner(
            PlanPolicy policy, PartialFile file, List<Source> sources, Connections port, RandomGenerator random) {
        this.policy = policy;
        this.file = file;
        this.port = port;
        this.candidates = new Candidates(sources, file, policy.retries(), random);
        this.pool = new ConnectionPool(policy.connections(), sources.get(0), port, candidates);
        this.division = new Division(file, pool.all(), policy.window());
    }

    public State state() {
        return state;
    }

    public List<Attempt> attempts() {
        return candidates.attempts();
    }

    public void begin(long now) {
        looked = now;
        plan(now);
    }

    /** A connection has an answer. */
    public void opened(int number, Reply reply, long now) {
        Connection opened = pool.get(number);
        opened.answers(reply, now);
        boolean amongOthers = pool.isAnyOnItsWay(opened);
        Answer answer = file.offer(opened.source.id(), reply, amongOthers, candidates.isLast(opened.source));
        switch (answer.kind()) {
            case TAKE -> take(opened, now);
            case RESTART -> {
                opened.state = Connection.State.HELD;
                company = 1;
            }
            case DOUBT -> {
                opened.source.behind = true;
                opened.source.failure = Optional.of(new TransportException(answer.reason()));
                pool.drop(opened);
            }
            case REFUSE -> refuse(opened, answer.reason(), amongOthers, now);
        }
        plan(now);
    }

    private void refuse(Connection refused, String reason, boolean amongOthers, long now) {
        Source source = refused.source;
        pool.drop(refused);
        boolean part = !refused.reply.whole();
        if (refused.reply.whole() && amongOthers) {
            source.wholeOnly = true;
        } else if (part && !amongOthers && !source.wholeOnly && !file.isBound()) {
            // What it has now is another version: that is to come from its start.
            source.wholeOnly = true;
            return;
        }
        candidates.failed(source, TransportException.passing(reason), 0, now);
    }

    /** A connection has brought bytes. */
    public void arrived(int number, long bytes, long now) {
        Connection from = pool.get(number);
        if (from.state == Connection.State.LEAVING && pool.held().isPresent()) {
            // They are of what is dropped.
            return;
        }
        file.add(from.position, from.position + bytes);
        from.advance(bytes, now);
        pace.arrived(bytes);
        consider(now);
    }

    /** For how many nanoseconds a connection was busy with what it has brought, in all, and not waited for. */
    public void worked(long nanos) {
        pace.worked(nanos);
    }

    /** Bytes up to a position have been used, where they are used in order. */
    public void released(long position, long now) {
        if (position > 0) {
            file.released();
        }
        boolean waited = !division.isCaughtUp();
        division.released(position);
        if (waited) {
            plan(now);
        }
    }

    /** A connection has brought what it was told to. */
    public void reached(int number, long now) {
        Connection done = pool.get(number);
        if (file.total().isEmpty() && done.state == Connection.State.TAKING && done.position == file.limit()) {
            pool.drop(done);
            candidates.failed(done.source, file.endless(), 0, now);
            if (!file.isBound()) {
                file.restart();
                port.restart();
            }
        } else {
            pool.release(done, now);
            follow(done, now);
        }
        plan(now);
    }

    /** A connection's body has ended, as it should, where its length is not known. */
    public void exhausted(int number, long now) {
        Connection done = pool.get(number);
        if (done.state == Connection.State.TAKING && file.total().isEmpty()) {
            file.endsAt(done.position);
            pool.release(done, now);
        } else {
            failed(
                    number,
                    TransportException.passing("it ended after " + done.position + " of "
                            + file.total().orElse(done.end) + " bytes"),
                    now);
        }
        plan(now);
    }

    /** A connection has no answer, or its body has broken off. */
    public void failed(int number, TransportException failure, long now) {
        Connection failed = pool.get(number);
        if (failed.state == Connection.State.LEAVING) {
            pool.release(failed, now);
        } else {
            boolean asked = failed.state == Connection.State.ASKED;
            pool.release(failed, now);
            fail(failed, asked ? failure.kind() : TransportException.Kind.OTHER, failure, now);
        }
        plan(now);
    }

    private void fail(Connection failed, TransportException.Kind kind, TransportException failure, long now) {
        Source source = failed.source;
        // A server that knows no If-Range sends a part of the new version, however often it is asked.
        boolean deaf = kind == TransportException.Kind.CHANGED && failed.orWhole && !file.isBound();
        boolean rangeless = kind == TransportException.Kind.NO_SUCH_RANGE;
        if (failed.position > 0 && !source.wholeOnly && (rangeless || deaf)) {
            source.wholeOnly = true;
        } else if (kind == TransportException.Kind.CHANGED) {
            // One of several nodes may have the other version still, or already.
            candidates.failed(source, TransportException.passing(failure.reason()), 0, now);
        } else {
            candidates.failed(source, failure, failed.gained, now);
        }
    }

    /** There is no room for bytes before their turn. */
    public void single(long now) {
        single = true;
        company = 1;
        pool.leaveAll();
        plan(now);
    }

    /** Time has passed. */
    public void time(long now) {
        looked = now;
        consider(now);
        for (Connection each : pool.all()) {
            boolean watched = each.state == Connection.State.TAKING
                    && (candidates.hasOthers(each.source) || company > 1)
                    && each.end - each.position > 0;
            long before = each.gained;
            if (watched && each.hasStalled(policy.stallTime(), policy.stallRate(), now)) {
                pool.leave(each);
                candidates.failed(
                        each.source,
                        TransportException.passing("it was too slow: " + before + " bytes"),
                        Math.min(before, 1),
                        now);
            }
        }
        plan(now);
    }

    /** When to tell the time, at the latest. */
    public OptionalLong alarm() {
        LongStream.Builder times = LongStream.builder();
        if (pool.all().stream().anyMatch(each -> each.state == Connection.State.TAKING)) {
            times.add(looked + WATCH);
            if (divisible().isPresent()) {
                times.add(pace.nextLook());
            }
        }
        boolean idle = pool.busy() < company;
        if (idle && company > 1) {
            times.add(looked + GLANCE);
        }
        if (idle) {
            // Not only those after now: one that has come since then would never be told.
            candidates.nextTime(planned).ifPresent(times::add);
        }
        return times.build().min();
    }

    /**
     * The bytes are complete and not the expected ones.
     *
     * @param reason one lower-case phrase
     */
    public void mismatched(String reason, long now) {
        if (file.isBound()) {
            candidates.mismatched(file::isSource, reason);
            state = State.HOPELESS;
            return;
        }
        state = State.RUNNING;
        company = 1;
        if (file.isMixed() && !file.isPure()) {
            port.restart();
            file.purify();
        } else {
            candidates.mismatched(file::isSource, reason);
            port.setAside();
            file.restart();
        }
        plan(now);
    }

    private void plan(long now) {
        planned = now;
        if (state != State.RUNNING) {
            return;
        }
        Optional<Connection> held = pool.held();
        if (held.isPresent()) {
            if (pool.busy() == 1) {
                port.restart();
                take(held.get(), now);
                plan(now);
            }
        } else if (file.isComplete()) {
            pool.leaveAll();
            state = State.COMPLETE;
        } else if (pool.busy() == 0) {
            company = 1;
            alone(now);
        } else {
            help(now);
        }
    }

    /** Nobody brings anything: asks for what is missing, up to what is there already. */
    private void alone(long now) {
        Optional<Source> next = candidates.next(now);
        if (!division.isCaughtUp()) {
            return;
        }
        if (next.isEmpty()) {
            state = candidates.areExhausted() ? State.HOPELESS : State.RUNNING;
            return;
        }
        Source source = next.get();
        Optional<Segment> gap = file.gap(0);
        if (file.count() == 0 || gap.isEmpty() || source.wholeOnly || !file.mayGoOn(source.id())) {
            pool.ask(new Request(source, true, new Segment(0, Segment.OPEN), Optional.empty(), false), now);
        } else {
            long end = gap.get().to() < file.total().orElse(Segment.OPEN)
                    ? gap.get().to()
                    : Segment.OPEN;
            Segment rest = new Segment(gap.get().from(), end);
            pool.ask(new Request(source, false, rest, file.version(source.id()), !file.isBound()), now);
        }
    }

    /** Gives connections that are free something to do, if there are to be several. */
    private void help(long now) {
        boolean found = company > 1;
        while (found && pool.busy() < company) {
            Optional<Source> source = candidates.forPart(each -> division.rate(each, now), now);
            found = source.isPresent() && help(source.get(), now);
        }
    }

    private boolean help(Source source, long now) {
        Optional<Segment> segment = division.share(source, 0, company - pool.busy(), now);
        if (segment.isEmpty()) {
            segment = division.theft(pool.free(source), source, now).flatMap(theft -> take(theft, now));
        }
        segment.ifPresent(
                wanted -> pool.ask(new Request(source, false, wanted, file.version(source.id()), false), now));
        return segment.isPresent();
    }

    /** @return nothing if the victim has come as far meanwhile */
    private Optional<Segment> take(Division.Theft theft, long now) {
        Connection victim = theft.victim();
        long end = victim.end;
        pool.shorten(victim, theft.from());
        long from = victim.end;
        if (from == victim.position) {
            victim.source.answersAfter(now - victim.asked);
            boolean silent = victim.isSilent(now);
            Source source = victim.source;
            pool.leave(victim);
            if (silent) {
                candidates.failed(source, TransportException.passing("it fell silent"), victim.gained, now);
            }
        }
        return from < end ? Optional.of(new Segment(from, end)) : Optional.empty();
    }

    private void take(Connection opened, long now) {
        Segment body = opened.reply.segment();
        Optional<Segment> missing = file.gap(opened.reply.whole() ? 0 : opened.position);
        long end = Math.min(file.limit(), body.to());
        if (missing.isEmpty()) {
            pool.drop(opened);
            return;
        }
        end = Math.min(end, opened.reply.whole() ? missing.get().to() : opened.end);
        take(opened, new Segment(missing.get().from(), end), now);
    }

    private void take(Connection opened, Segment segment, long now) {
        pace.begin(opened.source.setup, now);
        file.expect(segment);
        pool.take(opened, segment, now);
    }

    /** Lets a body go on into what is missing behind its segment: its connection is there already. */
    private void follow(Connection done, long now) {
        Optional<Segment> next = division.free(done.end)
                .filter(free -> free.from() < done.reply.segment().to());
        boolean alone = pool.busy() == 0 && done.reply.whole();
        if (next.isEmpty() || pool.held().isPresent() || !(alone || next.get().from() == done.end)) {
            return;
        }
        Optional<Segment> wanted =
                company > 1 ? division.share(done.source, done.end, company - pool.busy(), now) : next;
        wanted.ifPresent(segment -> {
            done.takesOn(now);
            long end = Math.min(segment.to(), done.reply.segment().to());
            take(done, new Segment(segment.from(), end), now);
        });
    }

    /** Whether the only connection should get company by now. */
    private void consider(long now) {
        divisible()
                .ifPresent(only ->
                        pace.company(file.missing(), pool.size(), now).ifPresent(kept -> divide(only, kept, now)));
    }

    private Optional<Connection> divisible() {
        boolean possible = company == 1
                && !single
                && pool.size() > 1
                && file.total().isPresent()
                && file.missing() >= 2 * Division.LEAST;
        return pool.all().stream()
                .filter(each -> possible && each.state == Connection.State.TAKING)
                .filter(each -> each.reply.ranges() && !each.source.wholeOnly && file.isDivisible(each.source.id()))
                .findFirst();
    }

    private void divide(Connection only, long kept, long now) {
        company = pool.size();
        pool.shorten(only, Math.min(only.end, only.position + Math.min(kept, division.longest(only.source, now))));
    }
}
