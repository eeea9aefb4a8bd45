package dev.ptex.plan;

import java.time.Duration;

/** What one connection is doing. Its fields are the planner's; times are in nanoseconds. */
final class Connection {
    /** Over how long its rate is measured, at least. */
    private static final long SPAN = Duration.ofMillis(250).toNanos();

    private static final long LEAST_SPAN = Duration.ofMillis(20).toNanos();

    private static final long SILENT = Duration.ofSeconds(1).toNanos();

    enum State {
        IDLE,
        ASKED,
        /** It has an answer that is not taken before all others are quiet. */
        HELD,
        TAKING,
        /** It has been told to stop, and has not done so yet. */
        LEAVING
    }

    final int number;
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
    /** Whether it has been made for what it was asked last. */
    private boolean fresh;
    /** How long its answer should take; 0 if nobody knows. */
    private long expected;

    private double lastRate;
    private long begun;
    private long latest;
    private long markTime;
    private long markPosition;
    private long nextTime;
    private long nextPosition;
    private long watchedSince;
    private long watchedPosition;

    Connection(int number, Request request, Reply reply) {
        this.number = number;
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

    /** Whether it brings bytes, or will. */
    boolean isOnItsWay() {
        return state == State.ASKED || state == State.TAKING;
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

    /** Whether its body has the rest of the file, which may be had in no other way: parts may break off as soon as they begin. */
    boolean isIndispensable() {
        return isOpen() && reply.whole() && !source.bringsParts;
    }

    void asks(Request wanted, long now) {
        state = State.ASKED;
        fresh = !isKept(wanted.source());
        expected = fresh ? wanted.source().setup : wanted.source().latency;
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
    }

    void answers(Reply answer, long now) {
        reply = answer;
        source.answered(Math.max(1, now - asked));
    }

    void takes(Segment segment, long until, long now) {
        state = State.TAKING;
        position = segment.from();
        end = segment.to();
        reach = until;
        gained = 0;
        answered = now;
        begun = position;
        latest = now;
        markTime = now;
        markPosition = position;
        nextTime = now;
        nextPosition = position;
        watchedSince = now;
        watchedPosition = position;
    }

    /** @param gain how many of the bytes were never there before */
    void advance(long bytes, long gain, long now) {
        position += bytes;
        gained += gain;
        latest = now;
        if (now - nextTime >= SPAN) {
            markTime = nextTime;
            markPosition = nextPosition;
            nextTime = now;
            nextPosition = position;
        }
    }

    /** Notes that bytes have come that lie before its position: no gain, but no stall either. */
    void skips(long bytes, long now) {
        latest = now;
        watchedPosition -= bytes;
    }

    /** Notes that it brings nothing any more, and what it has brought. */
    void stops(long now) {
        kept = position == reply.segment().to();
        open = false;
        lastRate = rate(now);
        source.busy--;
        source.brought(brought(), now - answered);
    }

    /** How many bytes it has brought. */
    long brought() {
        return position - begun;
    }

    /** How fast it was in the end. */
    double lastRate() {
        return lastRate;
    }

    /** Bytes in a nanosecond, of late; what is known of the source if it has not come for long; 0 if nothing is. */
    double rate(long now) {
        return isMeasured(now) ? (position - markPosition) / (double) (now - markTime) : source.rate();
    }

    boolean isMeasured(long now) {
        return isTaking() && now - markTime >= Math.max(LEAST_SPAN, source.latency);
    }

    /**
     * How long it takes to its end if it goes on like this; after a silence, as long again at least: nginx (limit_rate)
     * sends 2 MB at once, and then nothing for as long as they should have taken.
     */
    double timeLeft(long now) {
        double rate = Math.max(rate(now), Double.MIN_NORMAL);
        double growth = fresh && !isMeasured(now) ? source.growth() : 0;
        return Math.max(toStart(now) + growth + (end - position) / rate, (double) now - latest);
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
        boolean stalled = position - watchedPosition < rate * time.toMillis() / 1000;
        watchedSince = now;
        watchedPosition = position;
        return stalled;
    }
}
