package dev.ptex.plan;

import java.time.Duration;

/**
 * What one connection is doing; has {@link Connections} do what is decided. Its fields are the planner's; times are in
 * nanoseconds.
 */
final class Connection {
    /** Over how long its rate is measured, at least. */
    private static final long SPAN = Duration.ofMillis(250).toNanos();

    private static final long LEAST_SPAN = Duration.ofMillis(20).toNanos();

    private static final long SILENT = Duration.ofSeconds(1).toNanos();

    enum State {
        IDLE,
        ASKED,
        TAKING
    }

    private final int number;
    private final PartialFile file;
    private final Connections port;
    State state = State.IDLE;
    Source source;
    Request request;
    Reply reply;
    /** What it is to bring. */
    long position;

    long end;
    /** Where it stops: behind its end, as long as nobody else brings what is there. */
    long reach;
    /** How many bytes it has brought that were never there before. */
    long gained;

    long asked;
    long answered;
    /** Whether its body goes on behind what it has brought. */
    boolean open;
    /** Whether its last body was read to the end, so that it can be used again. */
    private boolean kept;
    /** How long its answer should take; 0 if nobody knows. */
    private long expected;

    /** How fast it was in the end. */
    double lastRate;

    private long begun;
    private long latest;
    private long markTime;
    private long markPosition;
    private long nextTime;
    private long nextPosition;
    private long watchedSince;
    private long watchedPosition;
    /** How many bytes of its body lie before its position, and are only read. */
    private long ahead;

    /** Begins idle: the request and its reply are any ones. */
    Connection(int number, PartialFile file, Connections port, Request request, Reply reply) {
        this.number = number;
        this.file = file;
        this.port = port;
        this.request = request;
        this.source = request.source();
        this.reply = reply;
    }

    boolean isBusy() {
        return state != State.IDLE;
    }

    boolean isOpen() {
        return open && !isBusy();
    }

    boolean isTaking() {
        return state == State.TAKING;
    }

    /** Whether others have brought much of what it is asked for, or all of it. */
    boolean isLate() {
        long late = position - request.segment().from();
        return state == State.ASKED && late > 0 && (late > Division.LEAST || position >= end);
    }

    /** Whether it leads to this source already. */
    boolean isKept(Source other) {
        return other == source && kept;
    }

    void ask(Request wanted, long now) {
        state = State.ASKED;
        boolean fresh = !isKept(wanted.source());
        expected = fresh ? wanted.source().setup : wanted.source().latency;
        lastRate = fresh ? 0 : lastRate;
        kept = false;
        open = false;
        request = wanted;
        source = wanted.source();
        position = wanted.segment().from();
        end = wanted.segment().to();
        reach = end;
        gained = 0;
        asked = now;
        latest = now;
        source.busy++;
        port.ask(number, wanted);
    }

    void answers(Reply answer, long now) {
        reply = answer;
        ahead = Math.max(0, position - reply.segment().from());
        source.answered(Math.max(1, now - asked));
    }

    /**
     * Has what it was asked for brought, or what lies behind what it has brought if its body goes on.
     *
     * @param until where it stops
     */
    void take(Segment segment, long until, long now) {
        source.busy += isBusy() ? 0 : 1;
        state = State.TAKING;
        position = segment.from();
        end = segment.to();
        reach = until;
        gained = 0;
        answered = now;
        begun = position;
        latest = now;
        markTime = now;
        markPosition = at();
        nextTime = now;
        nextPosition = at();
        watchedSince = now;
        watchedPosition = at();
        port.take(number, new Segment(position, until));
    }

    /** Has it stop elsewhere; it may have come further already, or have stopped. */
    void bound(long wanted) {
        reach = port.bound(number, wanted);
        end = reach > wanted ? reach : Math.min(end, wanted);
    }

    /** Notes that it has brought bytes; what is skipped is no gain, but no stall either. */
    void arrived(long skipped, long bytes, long now) {
        gained += file.add(position, position + bytes);
        position += bytes;
        ahead = bytes > 0 ? 0 : Math.max(0, ahead - skipped);
        latest = now;
        if (now - nextTime >= SPAN) {
            markTime = nextTime;
            markPosition = nextPosition;
            nextTime = now;
            nextPosition = at();
        }
    }

    /** Where its body is. */
    private long at() {
        return position - ahead;
    }

    /** Has it go on behind what others have brought. */
    void moveTo(long from) {
        ahead += Math.max(0, from - position);
        position = from;
    }

    /** Ends what it is doing. */
    void leave(long now) {
        if (isBusy()) {
            long untold = port.leave(number);
            if (untold > 0) {
                arrived(0, untold, now);
            }
            source.answersAfter(now - asked);
            stops(now);
        }
    }

    /** Notes that it has nothing to do any more, and what it has brought. */
    void stops(long now) {
        if (isTaking()) {
            kept = position == reply.segment().to();
            open = false;
            lastRate = rate(now);
            source.brought(brought(), now - answered);
        }
        source.busy--;
        state = State.IDLE;
    }

    /** How many bytes it has brought. */
    long brought() {
        return position - begun;
    }

    /** Bytes in a nanosecond, of late; what is known of the source if it has not come for long; 0 if nothing is. */
    double rate(long now) {
        double before = lastRate > 0 ? lastRate : source.rate();
        return isMeasured(now) ? (at() - markPosition) / (double) (now - markTime) : before;
    }

    boolean isMeasured(long now) {
        long span = at() > markPosition ? LEAST_SPAN : SPAN;
        return isTaking() && now - markTime >= Math.max(span, source.latency);
    }

    /**
     * How long it takes to its end if it goes on like this; after a silence, as long again at least: nginx (limit_rate)
     * sends 2 MB at once, and then nothing for as long as they should have taken.
     */
    double timeTo(long until, long now) {
        double rate = Math.max(rate(now), Double.MIN_NORMAL);
        return Math.max(toStart(now) + (until - at()) / rate, (double) now - latest);
    }

    /** How long its answer takes still; where nothing is known of the source, as long again. */
    double toStart(long now) {
        double elapsed = now - asked;
        return state != State.ASKED ? 0 : expected == 0 ? elapsed : Math.max(0, expected - elapsed);
    }

    /** Whether it has been silent for so long that nothing is to be expected of it. */
    boolean isSilent(long now) {
        return now - latest > SILENT + 4 * source.setup;
    }

    /** Whether too little has come for the whole of such a time; then begins with the next. */
    boolean hasStalled(Duration time, long rate, long now) {
        if (!isTaking() || position >= end || now - watchedSince < time.toNanos()) {
            return false;
        }
        boolean stalled = at() - watchedPosition < rate * time.toMillis() / 1000;
        watchedSince = now;
        watchedPosition = at();
        return stalled;
    }
}
