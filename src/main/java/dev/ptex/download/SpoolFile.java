package dev.ptex.download;

import dev.ptex.parallel.SpoolException;
import dev.ptex.parallel.Store;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The file of a spool, which any thread may write to.
 *
 * @param place its name, or the directory that it has none in; for people
 */
record SpoolFile(FileChannel channel, Path place) implements Store, Closeable {
    @Override
    public void write(long position, byte[] bytes, int length) throws SpoolException {
        write(position, bytes, 0, length);
    }

    void write(long position, byte[] bytes, int offset, int length) throws SpoolException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            for (long at = position; buffer.hasRemaining(); ) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    @Override
    public int read(long position, byte[] bytes, int length) throws SpoolException {
        try {
            int read = channel.read(ByteBuffer.wrap(bytes, 0, length), position);
            if (read <= 0) {
                throw new IOException("it is shorter than it was");
            }
            return read;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    void truncate() throws SpoolException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The bytes have been handed over or given up.
        }
    }

    private SpoolException failure(String action, IOException e) {
        return new SpoolException("cannot " + action + " a temporary file in " + place, e);
    }
}
