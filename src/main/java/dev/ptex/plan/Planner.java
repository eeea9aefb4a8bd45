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
        this.pool = new ConnectionPool(policy.connections(), sources.get(0), file, port);
        this.division = new Division(file, pool, policy.window());
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
        Connection opened = pool.all().get(number);
        opened.answers(reply, now);
        boolean amongOthers = pool.busy() > 1;
        Answer answer = file.offer(opened.source.id(), reply, amongOthers, candidates.isLast(opened.source));
        switch (answer.kind()) {
            case TAKE -> take(opened, now);
            case RESTART -> {
                company = 1;
                restart();
                take(opened, now);
            }
            case DOUBT -> {
                opened.source.behind = true;
                opened.source.failure = Optional.of(new TransportException(answer.reason()));
                opened.leave(now);
            }
            case REFUSE -> refuse(opened, answer.reason(), amongOthers, now);
        }
        plan(now);
    }

    private void refuse(Connection refused, String reason, boolean amongOthers, long now) {
        Source source = refused.source;
        boolean part = !refused.reply.whole();
        if (part && !amongOthers && !source.wholeOnly && !file.isBound()) {
            // What it has now is another version: that is to come from its start.
            source.wholeOnly = true;
            refused.leave(now);
            return;
        }
        source.wholeOnly |= !part && amongOthers;
        leave(refused, TransportException.passing(reason), 0, now);
    }

    /** Ends what has come to nothing. */
    private void leave(Connection left, TransportException failure, long gained, long now) {
        left.leave(now);
        candidates.failed(left, failure, gained, now);
    }

    /** A connection has brought bytes; those that it has skipped lie before what it is to bring. */
    public void arrived(int number, long skipped, long bytes, long now) {
        Connection from = pool.all().get(number);
        from.arrived(skipped, bytes, now);
        pace.arrived(bytes);
        boolean proven = pool.proves(from);
        extend();
        consider(now);
        List<Connection> late = pool.all().stream().filter(Connection::isLate).toList();
        late.forEach(each -> leaveLate(each, now));
        if (proven || !late.isEmpty()) {
            plan(now);
        }
    }

    private void leaveLate(Connection late, long now) {
        if (late.isSilent(now)) {
            leave(late, TransportException.passing("it did not answer in time"), 0, now);
        } else {
            giveWay(late, now);
        }
    }

    /** That others are fast is no failure of a source's, but no reason to ask it again and again. */
    private void giveWay(Connection slower, long now) {
        slower.leave(now);
        slower.source.small++;
    }

    /** Has each go on to where somebody else brings what follows. */
    private void extend() {
        for (Connection each : pool.all()) {
            long reach = each.isTaking() ? division.reach(each) : 0;
            if (reach > each.reach) {
                each.bound(reach);
            }
            if (each.isTaking() && each.position > each.end) {
                each.end = Math.min(each.reach, division.nextOwned(each));
            } else if (each.state == Connection.State.ASKED && !each.request.whole()) {
                each.position = file.endOf(each.position);
            }
        }
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
        extend();
        if (waited) {
            plan(now);
        }
    }

    /** A connection has brought what it was told to. */
    public void reached(int number, long now) {
        Connection done = pool.all().get(number);
        done.stops(now);
        if (file.total().isEmpty() && done.position == file.limit()) {
            candidates.failed(done, file.endless(), 0, now);
            if (!file.isBound()) {
                file.restart();
                restart();
            }
        } else {
            ends(done, now);
        }
        plan(now);
    }

    /** A connection's body has ended, as it should, where its length is not known. */
    public void exhausted(int number, long now) {
        Connection done = pool.all().get(number);
        if (file.total().isEmpty()) {
            file.endsAt(done.position);
            done.stops(now);
            plan(now);
        } else {
            String total =
                    "it ended after " + done.position + " of " + file.total().orElse(done.end) + " bytes";
            failed(number, TransportException.passing(total), now);
        }
    }

    /** A connection has no answer, or its body has broken off. */
    public void failed(int number, TransportException failure, long now) {
        Connection failed = pool.all().get(number);
        boolean asked = !failed.isTaking();
        failed.stops(now);
        if (asked) {
            fail(failed, failure, now);
        } else {
            pool.brokeOff(failed);
            candidates.failed(failed, failure, failed.gained, now);
        }
        plan(now);
    }

    private void fail(Connection failed, TransportException failure, long now) {
        boolean changed = failure.kind() == TransportException.Kind.CHANGED;
        boolean away = failure.kind() == TransportException.Kind.UNREACHABLE && failed.source.hasServed();
        // A server that knows no If-Range sends a part of the new version, however often it is asked.
        boolean hopeless = changed
                ? failed.request.orWhole() && !file.isBound()
                : !failure.isPassing() && !away && failed.source.busy == 0;
        if (hopeless && !failed.request.whole() && !failed.source.wholeOnly) {
            failed.source.wholeOnly = true;
            return;
        }
        // One of several nodes may have the other version still, or already; one that was there may be starting anew.
        boolean passes = changed || away;
        candidates.failed(failed, passes ? failure.asPassing() : failure, 0, now);
    }

    /** There is no room for bytes before their turn. */
    public void single(int number, TransportException failure, long now) {
        single = true;
        company = 1;
        pool.leaveAll(now);
        candidates.failed(pool.all().get(number), failure, pool.all().get(number).gained, now);
        plan(now);
    }

    /** Time has passed. */
    public void time(long now) {
        looked = now;
        consider(now);
        boolean crowded = company > 1 && pool.busy() == company;
        for (Connection each : pool.all()) {
            boolean others = candidates.hasOthers(each.source);
            if ((others || company > 1) && each.hasStalled(policy.stallTime(), policy.stallRate(), now)) {
                // Where there are others, it is left alone for as long again.
                String reason = "it was too slow: " + each.brought() + " bytes";
                Optional<Duration> pause = Optional.of(policy.stallTime()).filter(time -> others);
                leave(each, TransportException.passing(reason, pause), others ? 0 : Math.min(each.gained, 1), now);
            } else if (crowded
                    && each.isTaking()
                    && each.isSilent(now)
                    && candidates.forPart(now).anyMatch(other -> other != each.source)) {
                leave(each, TransportException.passing("it fell silent"), each.gained, now);
                crowded = false;
            }
        }
        plan(now);
    }

    /** When to tell the time, at the latest. */
    public OptionalLong alarm() {
        LongStream.Builder times = LongStream.builder();
        if (pool.all().stream().anyMatch(each -> each.isTaking())) {
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
        if (file.isMixed()) {
            restart();
            file.purify();
        } else {
            candidates.mismatched(file::isSource, reason);
            pool.forget();
            port.setAside();
            file.reject();
        }
        plan(now);
    }

    private void restart() {
        pool.forget();
        port.restart();
    }

    private void plan(long now) {
        planned = now;
        if (state != State.RUNNING) {
            return;
        }
        if (file.isComplete()) {
            pool.leaveAll(now);
            state = State.COMPLETE;
        } else {
            goOn(now);
            if (pool.busy() > 0 || (company > 1 && !division.isCaughtUp())) {
                help(now);
            } else {
                company = 1;
                alone(now);
            }
        }
        extend();
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
        pool.free(source).ask(request(source), now);
    }

    private Request request(Source source) {
        Optional<Segment> gap = file.gap(0);
        if (file.count() == 0 || gap.isEmpty() || candidates.isAskedForAll(source) || !file.mayGoOn(source.id())) {
            return Request.whole(source);
        }
        long end =
                gap.get().to() < file.total().orElse(Segment.OPEN) ? gap.get().to() : Segment.OPEN;
        Segment rest = new Segment(gap.get().from(), end);
        return new Request(source, false, rest, file.version(source.id()), !file.isBound());
    }

    /** Gives connections that are free something to do, if there are to be several. */
    private void help(long now) {
        boolean found = company > 1;
        while (found && pool.busy() < company) {
            found = candidates
                    .bestForPart(each -> division.rate(each, now), now)
                    .anyMatch(source -> help(source, now));
        }
    }

    private boolean help(Source source, long now) {
        Connection free = pool.free(source);
        if (pool.isIndispensable(free)) {
            return false;
        }
        Optional<Segment> segment =
                division.share(source, 0, company - pool.busy(), now).or(() -> division.steal(free, source, now));
        segment.ifPresent(
                wanted -> free.ask(new Request(source, false, wanted, file.version(source.id()), false), now));
        return segment.isPresent();
    }

    private void take(Connection opened, long now) {
        long from = file.gap(opened.reply.whole() ? 0 : opened.position)
                .map(Segment::from)
                .orElse(Segment.OPEN);
        if (division.isBetterLeft(opened, from, now)) {
            giveWay(opened, now);
        } else {
            take(opened, from, opened.end, now);
        }
    }

    private void take(Connection opened, long wanted, long end, long now) {
        long from = makeWay(opened, wanted, now);
        opened.moveTo(from);
        long reach = division.reach(opened);
        if (from >= reach) {
            opened.leave(now);
            return;
        }
        long planned = Math.min(reach, end > from ? end : division.nextOwned(opened));
        pace.begin(opened.source.setup, now);
        file.expect(new Segment(from, reach));
        opened.take(new Segment(from, planned), reach, now);
    }

    /**
     * Has another one stop where a connection is going to begin.
     *
     * @return where it can: the other one may have come further already
     */
    private long makeWay(Connection opened, long from, long now) {
        long begin = from;
        for (Connection each : pool.all()) {
            if (each != opened && each.isTaking() && each.position <= begin && begin < each.reach) {
                each.bound(begin);
                begin = Math.max(begin, each.reach);
                if (each.reach == each.position) {
                    each.leave(now);
                }
            }
        }
        return begin;
    }

    private void ends(Connection done, long now) {
        long end = done.reply.segment().to();
        done.open = done.position < end;
        boolean free = division.free(end).filter(next -> next.from() == end).isPresent();
        if (!done.open && end < done.request.segment().to() && free) {
            String reason = "it sends less than it is asked for";
            candidates.failed(done, TransportException.passing(reason), done.gained, now);
        } else {
            candidates.brought(done.source, done.gained);
        }
    }

    /** Lets bodies go on behind their segments: their connections are there already. */
    private void goOn(long now) {
        for (Connection each : pool.all()) {
            int sharers = company > 1 ? company - pool.busy() : 1;
            Optional<Segment> next = each.isOpen() ? division.next(each, sharers, now) : Optional.empty();
            next.ifPresent(segment -> take(each, segment.from(), segment.to(), now));
        }
    }

    /** Whether the only connection should get company by now. */
    private void consider(long now) {
        divisible().ifPresent(only -> {
            boolean untried = candidates.forPart(now).anyMatch(Source::isUntried);
            pace.company(file.missing(), policy.connections(), untried, now).ifPresent(kept -> divide(only, kept, now));
        });
    }

    private void divide(Connection only, long kept, long now) {
        company = policy.connections();
        only.end = Math.min(only.end, only.position + Math.min(kept, division.longest(only.source, now)));
    }

    private Optional<Connection> divisible() {
        boolean possible = company == 1
                && !single
                && policy.connections() > 1
                && file.total().isPresent()
                && file.missing() >= 2 * Division.LEAST;
        return pool.all().stream()
                .filter(each -> possible && each.isTaking())
                .filter(each -> each.reply.ranges() && !each.source.wholeOnly && file.isDivisible(each.source.id()))
                .findFirst();
    }
}
