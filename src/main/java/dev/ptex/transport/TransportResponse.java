package dev.ptex.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A file that is about to arrive.
 *
 * @param length in bytes, where the other side says it
 * @param body fails with a {@link TransportException} if it ends early; closing it ends the transfer
 */
public record TransportResponse(OptionalLong length, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
        body.close();
    }
}
