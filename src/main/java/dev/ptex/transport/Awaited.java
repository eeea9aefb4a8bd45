package dev.ptex.transport;

import java.io.IOException;

/** A body that can be waited for without being read. */
public interface Awaited {
    /**
     * Whether reading would not wait.
     *
     * @param nanos how long to wait for that
     */
    boolean isReady(long nanos) throws IOException;
}
