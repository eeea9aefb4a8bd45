package dev.ptex.header;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Is shown the head of each reply on the way to a file: proxies', redirects' and the last one. Called by the thread that
 * opens the file, before it goes on; where several open files, by several at once.
 */
@FunctionalInterface
public interface ResponseObserver {
    void received(ResponseHead head);

    /**
     * Is shown, after a head, how to learn until when the server's certificate is valid; nothing comes of it where there
     * is none. To be asked at once, or not at all.
     */
    default void certified(Supplier<Optional<Instant>> until) {}
}
