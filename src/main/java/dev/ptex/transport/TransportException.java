package dev.ptex.transport;

import dev.ptex.url.Url;
import java.io.IOException;
import java.util.Optional;

/** A file that could not be had, told for people. */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Url> hop;
    private final transient Optional<String> hint;

    private TransportException(String reason, Optional<Url> hop, Optional<String> hint) {
        super(reason);
        this.hop = hop;
        this.hint = hint;
    }

    /** A failure at the URL that was asked for. */
    public TransportException(String reason) {
        this(reason, Optional.empty(), Optional.empty());
    }

    public TransportException(String reason, Optional<String> hint) {
        this(reason, Optional.empty(), hint);
    }

    /** The same failure, at a place that a redirect led to. */
    public TransportException at(Url place) {
        TransportException moved = new TransportException(reason(), Optional.of(place), hint);
        moved.initCause(this);
        return moved;
    }

    /** Why, as one lower-case phrase without secrets. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Where it happened, if a redirect had led away from the URL that was asked for. */
    public Optional<Url> hop() {
        return hop;
    }

    /** What the user can do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
