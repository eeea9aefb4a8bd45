package dev.ptex.header;

import java.time.Instant;

/**
 * Is shown the head of each reply on the way to a file: proxies', redirects' and the last one. Called by the thread that
 * opens the file, before it goes on; where several open files, by several at once.
 */
@FunctionalInterface
public interface ResponseObserver {
    void received(ResponseHead head);

    /** Is shown, after a head, until when the server's certificate is valid; not where there is none. */
    default void certified(Instant until) {}
}
