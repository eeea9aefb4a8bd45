package dev.ptex.parallel;

import java.io.IOException;

/** A place where bytes wait that cannot be used any more: full, or gone. Another place may do. */
public final class SpoolException extends IOException {
    private static final long serialVersionUID = 1L;

    public SpoolException(String message, IOException cause) {
        super(message, cause);
    }
}
