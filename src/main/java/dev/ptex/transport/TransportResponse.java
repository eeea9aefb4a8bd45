package dev.ptex.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is about to arrive.
 *
 * @param offset of the body's first byte in the file: what was asked for, or 0
 * @param length of the whole file in bytes, where the other side says it
 * @param validator of the version that arrives
 * @param divisible whether the other side says that it serves parts of the file, too
 * @param body fails with a {@link TransportException} if it ends early; closing it, which any thread may do, ends the
 *     transfer
 */
public record TransportResponse(
        long offset, OptionalLong length, Optional<Validator> validator, boolean divisible, InputStream body)
        implements Closeable {
    @Override
    public void close() throws IOException {
        body.close();
    }
}
