package dev.ptex.sink;

import dev.ptex.text.Reason;
import java.io.IOException;

/** Bytes that could not be put where they belong, which no other mirror would help. */
public final class WriteException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    /**
     * @param what could not be done, such as {@code cannot write to standard output}
     * @param readerGone whether there is nobody left who wants the bytes
     */
    public WriteException(String what, IOException cause, boolean readerGone) {
        super(what + ": " + Reason.of(cause), cause);
        this.readerGone = readerGone;
    }

    public WriteException(String what, IOException cause) {
        this(what, cause, false);
    }

    /** A failure to write that says itself what could not be done, or else one that says so. */
    public static WriteException of(IOException failure) {
        return failure instanceof WriteException told ? told : new WriteException("cannot write", failure);
    }

    /** Whether standard output is a pipe whose reader has closed it; no fault of anybody's. */
    public boolean readerGone() {
        return readerGone;
    }
}
