package dev.ptex.transport;

import dev.ptex.text.Reason;
import dev.ptex.url.Url;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A file that could not be had, told for people, and for whoever decides what to try next. */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean passing;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Url> hop;
    private final transient Optional<String> hint;

    /** What a download can do something about by asking for something else. */
    public enum Kind {
        /** There is another version than the one asked for. */
        CHANGED,
        /** The range that was asked for is not there, or what came is another one. */
        NO_SUCH_RANGE,
        /** The other side knows what is asked for, and does not give it: for a site's gate, its last word. */
        FORBIDDEN,
        /** There is no way to the other side: where it has answered before, it may be starting anew. */
        UNREACHABLE,
        OTHER
    }

    private TransportException(
            Kind kind,
            String reason,
            boolean passing,
            Optional<Duration> retryAfter,
            Optional<Url> hop,
            Optional<String> hint) {
        super(reason);
        this.kind = kind;
        this.passing = passing;
        this.retryAfter = retryAfter;
        this.hop = hop;
        this.hint = hint;
    }

    /** A failure that asking again would not change. */
    public TransportException(String reason) {
        this(reason, Optional.empty());
    }

    /** A failure that asking again would not change, and that the user can do something about. */
    public TransportException(String reason, Optional<String> hint) {
        this(Kind.OTHER, reason, false, Optional.empty(), Optional.empty(), hint);
    }

    /** A failure that asking the same again would not change, but asking for something else may. */
    public TransportException(Kind kind, String reason) {
        this(kind, reason, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A refusal that asking again would not change. */
    public static TransportException forbidden(String reason, Optional<String> hint) {
        return new TransportException(Kind.FORBIDDEN, reason, false, Optional.empty(), Optional.empty(), hint);
    }

    /** A connection that asking again would not bring about, unless it was there before. */
    public static TransportException unreachable(String reason, Optional<String> hint) {
        return new TransportException(Kind.UNREACHABLE, reason, false, Optional.empty(), Optional.empty(), hint);
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
        return new TransportException(Kind.OTHER, reason, true, retryAfter, Optional.empty(), Optional.empty());
    }

    /** The same failure, at a place that a redirect led to. */
    public TransportException at(Url place) {
        TransportException moved =
                new TransportException(kind, reason(), passing, retryAfter, Optional.of(place), hint);
        moved.initCause(this);
        return moved;
    }

    /** The same failure, which may be over when it is asked again. */
    public TransportException asPassing() {
        TransportException hopeful = new TransportException(kind, reason(), true, retryAfter, hop, hint);
        hopeful.initCause(this);
        return hopeful;
    }

    /** The same failure, with something added to its reason. */
    public TransportException with(String addition) {
        TransportException longer = new TransportException(kind, reason() + addition, passing, retryAfter, hop, hint);
        longer.initCause(this);
        return longer;
    }

    public Kind kind() {
        return kind;
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

    /** The reason, behind the place of the failure if a redirect had led there. */
    public String sentence() {
        return hop.map(place -> "redirected to " + place + ": ").orElse("") + reason();
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
