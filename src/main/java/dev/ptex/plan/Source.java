package dev.ptex.plan;

import dev.ptex.mirror.Experience;
import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import java.util.Optional;

/** A URL that may be asked for the file, and what this download has seen of it. Its fields are the planner's. */
public final class Source {
    /** A smaller transfer tells how far away a source is, and how fast at least. */
    private static final long TELLING = 256 * 1024;

    /** What TCP sends at first, in bytes: ten segments (RFC 6928). */
    private static final double FIRST_WINDOW = 14_600;

    private final Mirror mirror;
    private final String id;
    Optional<TransportException> failure = Optional.empty();
    /** Asked in vain, in a row. */
    int vain;
    /** Asked with little gain or none, in a row. */
    int small;
    /** When a failure was counted last. */
    long counted = Long.MIN_VALUE;
    /** Failed in a row, since it has brought anything. */
    int failures;
    /** How often it has refused a further connection, which is no less likely for what others bring meanwhile. */
    int refusals;
    /** When it may be asked again. */
    long notBefore = Long.MIN_VALUE;
    /** How many connections it is asked on. */
    int busy;
    /** On how many it may be asked before that: those that others had when it refused one more. */
    int borne;

    boolean gone;
    boolean behind;
    /** Whether it is not to be asked for parts. */
    boolean wholeOnly;
    /** Whether what it was asked for last was a part, of which nothing new has come. */
    boolean vainPart;
    /** How many nanoseconds its first answer took, a new connection included; 0 if it has given none. */
    long setup;
    /** The shortest time that an answer took. */
    long latency;

    private double rate;
    private long bytes;
    private long nanos;

    /** @param id tells its URL from others between runs, and is no secret */
    public Source(Mirror mirror, String id) {
        this.mirror = mirror;
        this.id = id;
    }

    public Mirror mirror() {
        return mirror;
    }

    String id() {
        return id;
    }

    /** Whether nothing is known of it, and nobody has asked. */
    boolean isUntried() {
        return setup == 0 && busy == 0;
    }

    boolean mayBeAsked(long now) {
        return notBefore <= now || busy < borne;
    }

    /** Notes that it has not answered for so long. */
    void answersAfter(long elapsed) {
        setup = setup == 0 ? elapsed : setup;
    }

    void answered(long after) {
        // Its first answer took a connection with TLS, too.
        latency = setup == 0 ? after / 3 : Math.min(latency, after);
        answersAfter(after);
    }

    /** What one connection has brought, in a time that began with its answer. */
    void brought(long count, long time) {
        bytes += count;
        nanos += time;
        if (count >= TELLING) {
            double latest = count / (double) Math.max(1, time);
            rate = rate == 0 ? latest : (rate + latest) / 2;
        }
    }

    /** How long a request takes until its bytes come, on a connection that is there, or else until it is as fast as usual. */
    double start(boolean kept) {
        return kept ? latency : setup + growth();
    }

    /** What a new connection loses while its window doubles with each round trip. */
    double growth() {
        return latency * Math.max(0, Math.log(rate * latency / FIRST_WINDOW) / Math.log(2));
    }

    /** Bytes in a nanosecond that a connection brings; 0 if that is not known. */
    double rate() {
        return rate > 0 || nanos == 0 ? rate : bytes / (double) nanos;
    }

    /** Whether it has brought anything. */
    public boolean hasServed() {
        return bytes > 0;
    }

    /** What later downloads should know of its host, if anything. */
    public Optional<Experience> experience() {
        double rate = bytes >= TELLING ? bytes * 1e9 / Math.max(1, nanos) : 0;
        return failure.isPresent() || rate > 0
                ? Optional.of(new Experience(mirror.url().origin(), rate, failure.isPresent()))
                : Optional.empty();
    }
}
