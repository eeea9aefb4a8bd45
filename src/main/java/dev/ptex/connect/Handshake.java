package dev.ptex.connect;

import java.io.IOException;

/** What is said to a proxy until it passes bytes on. */
interface Handshake {
    /**
     * @throws RefusedException if the proxy says no
     * @throws IOException if it says nothing in time, or hangs up
     */
    void perform(ProxyStreams proxy, Target target) throws IOException, RefusedException;
}
