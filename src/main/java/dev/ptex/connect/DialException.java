package dev.ptex.connect;

/** A connection that could not be made; the message says why, in one lower-case phrase without secrets. */
public final class DialException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    enum Remedy {
        NONE,
        /** It may be over when it is tried again. */
        TRYING_AGAIN,
        /** The proxy wants a user and a password, or others than it got. */
        CREDENTIALS
    }

    private final Remedy remedy;

    DialException(String message) {
        this(message, Remedy.NONE);
    }

    DialException(String message, Remedy remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Whether a proxy wants a user and a password, or others than it got. */
    public boolean credentialsWanted() {
        return remedy == Remedy.CREDENTIALS;
    }

    /** Whether it may be over when it is tried again. */
    public boolean isPassing() {
        return remedy == Remedy.TRYING_AGAIN;
    }

    Remedy remedy() {
        return remedy;
    }
}
