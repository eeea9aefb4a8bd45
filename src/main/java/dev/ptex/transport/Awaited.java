package dev.ptex.transport;

import java.io.IOException;

/** A body that can be waited for without being read; by the one thread that reads it. */
public interface Awaited {
    /**
     * Whether reading would not wait.
     *
     * @param nanos how long to wait for that
     * @throws java.io.IOException as reading would: a {@link TransportException} when nothing has come for the read
     *     timeout in all such waits together, or at an interrupt, which stays pending
     */
    boolean isReady(long nanos) throws IOException;
}
