package dev.ptex.transport.http;

import java.io.IOException;

/** A chunked body whose framing is not as RFC 9112 section 7.1 has it. */
final class BadChunkException extends IOException {
    private static final long serialVersionUID = 1L;

    BadChunkException(Throwable cause) {
        super("a chunk is framed wrongly", cause);
    }
}
