package dev.ptex.header;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;

/**
 * Is shown the head of each reply on the way to a file: proxies', redirects' and the last one. Called by the thread that
 * opens the file, or while that waits; where several open files, by several at once.
 */
@FunctionalInterface
public interface ResponseObserver {
    void received(ResponseHead head);

    /**
     * Is shown, after a head, how to learn until when the server's certificate is valid; nothing comes of it where there
     * is none. To be asked at once, or not at all.
     */
    default void certified(Supplier<Optional<Instant>> until) {}

    /** All that is to be asked is known, and a connection is about to be made for it. */
    default void connecting() {}

    /** A connection of before is used, so that nothing of the next two is to be done. */
    default void reused() {}

    /**
     * TLS has been agreed on with a proxy, or with the server.
     *
     * @param checked whether its certificate was held against trusted roots
     */
    default void secured(SSLSession session, boolean checked) {}

    /** A proxy has connected us to the server. */
    default void tunnelled() {}
}
