package dev.ptex.spool;

import dev.ptex.text.Reason;
import java.io.IOException;

/** A place where bytes wait that cannot be used any more: full, or gone. Another place may do. */
public final class SpoolException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param what could not be done, such as {@code cannot make a temporary file in /tmp} */
    public SpoolException(String what, IOException cause) {
        super(what + ": " + Reason.of(cause), cause);
    }
}
