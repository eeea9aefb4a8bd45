package dev.ptex.manifest;

import dev.ptex.text.SafeText;
import java.util.Optional;

/** A manifest that is of no use; the message is a line for people. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> hint;

    ManifestException(String message) {
        this(message, Optional.empty());
    }

    /** Both may quote the manifest, which anyone may have written. */
    ManifestException(String message, Optional<String> hint) {
        super(SafeText.of(message));
        this.hint = hint.map(SafeText::of);
    }

    /** What the user can do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
