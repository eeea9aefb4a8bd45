package dev.ptex.mirror;

/** A rewrite rule that makes no sense; the message is one lower-case phrase, without secrets. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    PolicyException(String message) {
        super(message);
    }
}
