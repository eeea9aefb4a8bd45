package dev.ptex.config;

import dev.ptex.text.SafeText;
import java.util.Optional;

/**
 * Settings that cannot be used, told in a line for people, without any value that may be a secret. Unchecked: they are
 * asked for by CDI, which lets nothing else through.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> hint;

    public SettingsException(String message) {
        this(message, Optional.empty());
    }

    SettingsException(String message, Optional<String> hint) {
        super(SafeText.of(message));
        this.hint = hint.map(SafeText::of);
    }

    /** What the user can do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
