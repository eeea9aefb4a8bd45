package dev.ptex.transport.http;

/** A head that cannot be understood; the message says why. */
final class BadHeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadHeadException(String message) {
        super(message);
    }
}
