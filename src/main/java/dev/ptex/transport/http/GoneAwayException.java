package dev.ptex.transport.http;

import java.io.IOException;

/** A server that takes no further requests on a connection (RFC 9113 section 6.8). */
final class GoneAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long code;

    GoneAwayException(long code) {
        super("the server has gone away");
        this.code = code;
    }

    long code() {
        return code;
    }
}
