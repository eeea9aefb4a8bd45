package dev.ptex.connect;

import java.io.IOException;

/** What is said to a proxy until it passes bytes on. */
interface Handshake extends AutoCloseable {
    /**
     * @return whether it does; if not, it wants to be told the same over another connection
     * @throws RefusedException if the proxy says no
     * @throws IOException if it says nothing in time, or hangs up
     */
    boolean perform(ProxyStreams proxy, Target target) throws IOException, RefusedException;

    /** It is over, whatever came of it. */
    @Override
    default void close() {}
}
