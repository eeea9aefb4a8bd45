package dev.ptex.transport;

import java.util.Optional;

/**
 * Which version of a file is wanted, and what is to come if it is another one by now (RFC 9110 section 13).
 *
 * @param validator of that version
 */
public record Condition(Kind kind, Optional<Validator> validator) {
    /** Whatever version there is. */
    public static final Condition NONE = new Condition(Kind.NONE, Optional.empty());

    /** What is to come of another version. */
    public enum Kind {
        NONE,
        /** A failure of kind {@link TransportException.Kind#CHANGED}, and no body. */
        IF_MATCH,
        /** The whole new file, instead of a range of it. */
        IF_RANGE
    }

    public static Condition ifMatch(Validator version) {
        return new Condition(Kind.IF_MATCH, Optional.of(version));
    }

    public static Condition ifRange(Validator version) {
        return new Condition(Kind.IF_RANGE, Optional.of(version));
    }
}
