package dev.ptex.transport.http;

/** A reply that does not begin as one of HTTP/1.0 or 1.1 does (RFC 9112 section 4). */
final class NotHttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean tls;

    /** @param tls whether it is a record of TLS */
    NotHttpException(boolean tls) {
        super("not HTTP");
        this.tls = tls;
    }

    boolean isTls() {
        return tls;
    }
}
