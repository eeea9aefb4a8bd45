package dev.ptex.transport.http;

import java.io.IOException;

/** A chunked body whose framing is not as RFC 9112 section 7.1 has it; the message says what is wrong. */
final class BadChunkException extends IOException {
    private static final long serialVersionUID = 1L;

    BadChunkException(String message) {
        super(message);
    }
}
