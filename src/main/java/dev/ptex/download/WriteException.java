package dev.ptex.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Bytes that could not be put where they belong, which no other mirror would help. */
public final class WriteException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    /**
     * @param what could not be done, such as {@code cannot write to standard output}
     * @param readerGone whether there is nobody left who wants the bytes
     */
    public WriteException(String what, IOException cause, boolean readerGone) {
        super(what + ": " + reason(cause), cause);
        this.readerGone = readerGone;
    }

    public WriteException(String what, IOException cause) {
        this(what, cause, false);
    }

    /** Whether standard output is a pipe whose reader has closed it; no fault of anybody's. */
    public boolean readerGone() {
        return readerGone;
    }

    /** The operating system's words; the JVM puts the path before them, which the message has already. */
    private static String reason(IOException cause) {
        String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        if (text != null) {
            return text.toLowerCase(Locale.ROOT);
        }
        return cause instanceof java.nio.file.AccessDeniedException ? "permission denied" : "output error";
    }
}
