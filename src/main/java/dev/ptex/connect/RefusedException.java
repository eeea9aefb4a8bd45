package dev.ptex.connect;

/** A proxy's no; the message continues a sentence that begins with the proxy. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean credentialsWanted;

    RefusedException(String message, boolean credentialsWanted) {
        super(message);
        this.credentialsWanted = credentialsWanted;
    }

    RefusedException(String message) {
        this(message, false);
    }

    boolean credentialsWanted() {
        return credentialsWanted;
    }
}
