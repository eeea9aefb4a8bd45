package dev.ptex.connect;

import dev.ptex.connect.DialException.Remedy;

/** A proxy's no; the message continues a sentence that begins with the proxy. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Remedy remedy;

    RefusedException(String message, Remedy remedy) {
        super(message);
        this.remedy = remedy;
    }

    RefusedException(String message) {
        this(message, Remedy.NONE);
    }

    Remedy remedy() {
        return remedy;
    }
}
