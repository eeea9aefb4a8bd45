package dev.ptex.plan;

/** Carries out what a {@link Planner} decides, on connections that are numbered from 0. */
public interface Connections {
    /**
     * Asks a source on a connection that is free, and drops what is left of the body that it has brought before. The
     * answer is told by {@link Planner#opened} or {@link Planner#failed}.
     */
    void ask(int connection, Request request);

    /**
     * Has a body's bytes taken into the file; those before the segment are skipped. Its end is told by {@link
     * Planner#reached}, {@link Planner#exhausted} or {@link Planner#failed}, exactly once.
     */
    void take(int connection, Segment segment);

    /**
     * Has a connection that takes bytes stop elsewhere, earlier or later.
     *
     * @return where it stops now: as far as it has come already, if that is more; where it has stopped, if it has
     */
    long bound(int connection, long end);

    /**
     * Ends what a connection is doing, also if it is stuck. Nothing more is told of it.
     *
     * @return how many bytes it has brought that were not told of
     */
    long leave(int connection);

    /** Drops all bytes. No connection is taking any. */
    void restart();

    /** Drops all bytes, too, but they are what is delivered if nothing better comes. */
    void setAside();
}
