package dev.ptex.manifest;

import java.util.Optional;

/** A manifest that is of no use; the message is a line for people. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> hint;

    ManifestException(String message) {
        this(message, Optional.empty());
    }

    ManifestException(String message, Optional<String> hint) {
        super(message);
        this.hint = hint;
    }

    /** What the user can do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
