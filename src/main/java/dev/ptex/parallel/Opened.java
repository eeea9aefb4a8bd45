package dev.ptex.parallel;

import dev.ptex.transport.Validator;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is about to arrive, from some byte on.
 *
 * @param offset of the body's first byte in the file: what was asked for, or 0
 * @param length of the whole file in bytes, where the other side says it
 * @param divisible whether the other side says that it serves parts of the file, too
 */
public record Opened(
        long offset, OptionalLong length, Optional<Validator> validator, boolean divisible, InputStream body)
        implements Closeable {
    @Override
    public void close() throws IOException {
        body.close();
    }
}
