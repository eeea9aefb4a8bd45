package dev.ptex.sink;

import java.io.OutputStream;

/** Where a file's bytes go in the end. */
public interface Sink {
    /**
     * Begins at the file's first byte; what an earlier beginning has written is dropped, which only a sink that
     * {@link #forgets()} can do.
     *
     * @throws WriteException if nothing can be written there; so do the stream's own methods
     */
    OutputStream begin() throws WriteException;

    /** Whether bytes that were written can still be taken back. */
    boolean forgets();

    /** Makes the bytes final. */
    void commit() throws WriteException;

    /** Takes the bytes back, as far as that is possible. */
    void discard();
}
