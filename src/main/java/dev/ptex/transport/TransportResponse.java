package dev.ptex.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** A file, or a part of one, that is about to arrive. */
public sealed interface TransportResponse extends Closeable {
    /** The whole file's length in bytes, where the other side says it. */
    OptionalLong total();

    /** Tells the version that arrives from others. */
    Optional<Validator> validator();

    /**
     * The bytes: never more than the range or the declared length, and fewer only with a {@link TransportException}.
     *
     * <p>One thread at a time may read. Any thread may close it, at any time; a read that waits then fails. An interrupt
     * makes a read that waits fail, too, and stays pending.
     */
    InputStream body();

    /** The same as closing the body. */
    @Override
    default void close() throws IOException {
        body().close();
    }

    /**
     * A file from its first byte.
     *
     * @param rangesServed whether the other side says that it serves parts of the file, too
     */
    record Whole(OptionalLong total, Optional<Validator> validator, boolean rangesServed, InputStream body)
            implements TransportResponse {}

    /**
     * A part of a file, from where it was asked for.
     *
     * @param range what arrives: no more than was asked for, but it may end sooner; its end is known
     */
    record Part(Range range, OptionalLong total, Optional<Validator> validator, InputStream body)
            implements TransportResponse {}
}
