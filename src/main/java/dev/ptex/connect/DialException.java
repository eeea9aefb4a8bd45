package dev.ptex.connect;

import java.util.Optional;

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
    private final transient Optional<String> hint;

    DialException(String message) {
        this(message, Remedy.NONE);
    }

    DialException(String message, Remedy remedy) {
        this(message, remedy, Optional.empty());
    }

    private DialException(String message, Remedy remedy, Optional<String> hint) {
        super(message);
        this.remedy = remedy;
        this.hint = hint;
    }

    /** A failure that trying again would not change, and that the user may be able to do something about. */
    public DialException(String message, Optional<String> hint) {
        this(message, Remedy.NONE, hint);
    }

    /** What the user can do about it, if that is not to give other credentials. */
    public Optional<String> hint() {
        return hint;
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
