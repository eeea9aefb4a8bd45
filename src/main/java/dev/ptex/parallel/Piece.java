package dev.ptex.parallel;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A part of the file that one connection is fetching. Its fields belong to the {@link Division} that made it, but for
 * the response.
 */
final class Piece {
    private static final long LEAST_WATCH = 20_000_000L;

    final long from;
    /** The first byte that has not arrived. */
    long arrived;
    /** The first byte that has not been read: between the two, bytes are on their way into the store. */
    long reserved;
    /** The first byte that is not this piece's; moves to the front when others take over. */
    long end;
    /** When the connection set out for it. */
    final long since;

    private long begun;
    private long latest;
    private @Nullable Closeable response;
    private boolean closed;

    Piece(long from, long end, long since) {
        this.from = from;
        this.arrived = from;
        this.reserved = from;
        this.end = end;
        this.since = since;
        this.begun = since;
        this.latest = since;
    }

    /** Notes that bytes are in the store. */
    void add(int length, long now) {
        begun = arrived == from ? now : begun;
        latest = now;
        arrived += length;
    }

    /** Whether its rate says something: it has come for as long as its first byte took, and for a while at least. */
    boolean isKnown(long now) {
        return arrived > from && now - begun >= Math.max(begun - since, LEAST_WATCH);
    }

    /** Bytes in a nanosecond, the wait for the first one included. */
    double rate(long now) {
        return (arrived - from) / (double) Math.max(1, now - since);
    }

    /**
     * How many nanoseconds it takes to its end if it goes on like this; after a silence, as long again at least: nginx
     * (limit_rate) sends 2 MB at once, and then nothing for as long as they should have taken.
     */
    double timeLeft(long now) {
        return Math.max((end - reserved) / Math.max(rate(now), Double.MIN_NORMAL), (double) (now - latest));
    }

    /** Tells what to close when nobody wants the rest. */
    synchronized void arrivesBy(Closeable opened) {
        response = opened;
        if (closed) {
            closeResponse();
        }
    }

    /** Ends the transfer, also one that is stuck. */
    synchronized void close() {
        closed = true;
        closeResponse();
    }

    private void closeResponse() {
        try {
            if (response != null) {
                response.close();
            }
        } catch (IOException e) {
            // Nobody wants what it would bring.
        }
    }
}
