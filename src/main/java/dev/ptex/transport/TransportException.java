package dev.ptex.transport;

import dev.ptex.text.Reason;
import dev.ptex.url.Url;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A file that could not be had, told for people, and for whoever decides what to try next. */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Url> hop;
    private final transient Optional<String> hint;

    private TransportException(
            String reason, boolean passing, Optional<Duration> retryAfter, Optional<Url> hop, Optional<String> hint) {
        super(reason);
        this.passing = passing;
        this.retryAfter = retryAfter;
        this.hop = hop;
        this.hint = hint;
    }

    /** A failure that asking again would not change. */
    public TransportException(String reason) {
        this(reason, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A failure that asking again would not change, and that the user can do something about. */
    public TransportException(String reason, Optional<String> hint) {
        this(reason, false, Optional.empty(), Optional.empty(), hint);
    }

    /** What a transport has told already, or else a failure of the machine's, such as of its disk. */
    public static TransportException of(IOException failure) {
        return failure instanceof TransportException told ? told : new TransportException(Reason.of(failure));
    }

    /** A failure that may be over when it is asked again. */
    public static TransportException passing(String reason) {
        return passing(reason, Optional.empty());
    }

    /** @param retryAfter how long the server wants to be left alone */
    public static TransportException passing(String reason, Optional<Duration> retryAfter) {
        return new TransportException(reason, true, retryAfter, Optional.empty(), Optional.empty());
    }

    /** The same failure, at a place that a redirect led to. */
    public TransportException at(Url place) {
        TransportException moved = new TransportException(reason(), passing, retryAfter, Optional.of(place), hint);
        moved.initCause(this);
        return moved;
    }

    /** Why, as one lower-case phrase without secrets. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether it may be over when it is asked again. */
    public boolean isPassing() {
        return passing;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
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
