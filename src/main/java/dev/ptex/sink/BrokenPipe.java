package dev.ptex.sink;

import dev.ptex.config.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * Whether a write has failed because the reader went away (EPIPE). The JDK says so in words alone, which are in the
 * user's language; so a pipe that is broken on purpose shows which words those are.
 */
final class BrokenPipe {
    private BrokenPipe() {}

    /** @param written how many bytes have gone into the channel before */
    static boolean is(IOException failure, WritableByteChannel channel, Platform platform, long written) {
        if (platform.isWindows()) {
            // Java's pipes are sockets there. What is no file is a pipe: a console or NUL refuses nothing.
            return !isFile(channel, written);
        }
        return words().filter(words -> words.equals(failure.getMessage())).isPresent();
    }

    private static Optional<String> words() {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                sink.write(ByteBuffer.allocate(1));
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Windows gives pipes a size, too: that of what could be read at this end, which is nothing. */
    private static boolean isFile(WritableByteChannel channel, long written) {
        try {
            return channel instanceof SeekableByteChannel file && file.size() >= written;
        } catch (IOException e) {
            return false;
        }
    }
}
