package dev.ptex.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A store of bounded size in a file: a byte's place is free again when it has been used. So memory stays small and the
 * disk, too, however large the file is.
 */
public final class Ring implements Store, Closeable {
    private final FileChannel channel;
    private final long capacity;

    public Ring(FileChannel channel, long capacity) {
        this.channel = channel;
        this.capacity = capacity;
    }

    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws SpoolException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int end = offset + length;
        try {
            while (buffer.hasRemaining()) {
                long place = (position + buffer.position() - offset) % capacity;
                buffer.limit((int) Math.min(end, buffer.position() + capacity - place));
                channel.write(buffer, place);
                buffer.limit(end);
            }
        } catch (IOException e) {
            throw new SpoolException("cannot write a temporary file", e);
        }
    }

    @Override
    public int read(long position, byte[] bytes, int length) throws SpoolException {
        long place = position % capacity;
        try {
            return channel.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(length, capacity - place)), place);
        } catch (IOException e) {
            throw new SpoolException("cannot read a temporary file", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Its file goes with the process.
        }
    }
}
