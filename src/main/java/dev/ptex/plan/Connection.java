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
    Reply reply;
    /** What it is to bring. */
    long position;

    long end;
    long gained;
    /** Whether it may bring the whole file instead of a part. */
    boolean orWhole;
    /** How long its answer should take; 0 if nobody knows. */
    private long expected;

    long asked;
    long answered;
    private long latest;
    private long markTime;
    private long markPosition;
    private long nextTime;
    private long nextPosition;
    private long watchedSince;
    private long watchedBytes;

    Connection(int number, Source source, Reply reply) {
        this.number = number;
        this.source = source;
        this.reply = reply;
    }

    boolean isBusy() {
        return state != State.IDLE;
    }

    /** Whether it brings bytes, or will. */
    boolean isOnItsWay() {
        return state == State.ASKED || state == State.TAKING;
    }

    /** Whether it can be used again for this source: its last body was read to the end. */
    boolean isKept(Source other) {
        return other == source && reply.segment().to() == end;
    }

    void asks(Request request, long now) {
        state = State.ASKED;
        expected = isKept(request.source()) ? request.source().latency : request.source().setup;
        source = request.source();
        position = request.segment().from();
        end = request.segment().to();
        orWhole = request.orWhole();
        gained = 0;
        asked = now;
        latest = now;
    }

    void answers(Reply answer, long now) {
        reply = answer;
        answered = now;
        source.answered(Math.max(1, now - asked));
    }

    /** Begins with a further stretch of the same body. */
    void takesOn(long now) {
        source.busy++;
        gained = 0;
        answered = now;
    }

    void takes(Segment segment, long now) {
        state = State.TAKING;
        position = segment.from();
        end = segment.to();
        latest = now;
        mark(now);
        nextTime = now;
        nextPosition = position;
        watchedSince = now;
        watchedBytes = 0;
    }

    private void mark(long now) {
        markTime = now;
        markPosition = position;
    }

    void advance(long bytes, long now) {
        position += bytes;
        gained += bytes;
        watchedBytes += bytes;
        latest = now;
        if (now - nextTime >= SPAN) {
            markTime = nextTime;
            markPosition = nextPosition;
            nextTime = now;
            nextPosition = position;
        }
    }

    /** Bytes in a nanosecond, of late; what is known of the source if it has not come for long; 0 if nothing is. */
    double rate(long now) {
        return isMeasured(now) ? (position - markPosition) / (double) (now - markTime) : source.rate();
    }

    boolean isMeasured(long now) {
        return state == State.TAKING && now - markTime >= Math.max(LEAST_SPAN, source.latency);
    }

    /**
     * How long it takes to its end if it goes on like this; after a silence, as long again at least: nginx (limit_rate)
     * sends 2 MB at once, and then nothing for as long as they should have taken.
     */
    double timeLeft(long now) {
        double rate = Math.max(rate(now), Double.MIN_NORMAL);
        return Math.max(toStart(now) + (end - position) / rate, (double) now - latest);
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
        if (state != State.TAKING || now - watchedSince < time.toNanos()) {
            return false;
        }
        boolean stalled = watchedBytes < rate * time.toMillis() / 1000;
        watchedSince = now;
        watchedBytes = 0;
        return stalled;
    }
}
