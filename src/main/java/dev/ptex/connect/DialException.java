package dev.ptex.connect;

/** A connection that could not be made; the message says why, in one lower-case phrase without secrets. */
public final class DialException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean credentialsWanted;

    DialException(String message) {
        this(message, false);
    }

    DialException(String message, boolean credentialsWanted) {
        super(message);
        this.credentialsWanted = credentialsWanted;
    }

    /** Whether a proxy wants a user and a password, or others than it got. */
    public boolean credentialsWanted() {
        return credentialsWanted;
    }
}
