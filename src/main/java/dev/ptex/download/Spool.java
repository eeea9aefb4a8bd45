package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Holds a body until it is known whether it is the right one; hashes it while it comes in, so that it is read once. */
final class Spool extends OutputStream implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final Path place;
    private final Optional<SpoolName> name;

    private final Optional<FileLock> lock;
    private MessageDigest sha256 = newDigest();
    private long size;
    private int pieces;

    private Spool(FileChannel channel, Path place, Optional<SpoolName> name, Optional<FileLock> lock) {
        this.channel = channel;
        this.place = place;
        this.name = name;
        this.lock = lock;
    }

    /** A spool in a file that goes when it is closed. */
    static Spool temporary(FileChannel channel, Path directory) {
        return new Spool(channel, directory, Optional.empty(), Optional.empty());
    }

    /** A spool in a file that stays until it is delivered, with what is in it already. */
    static Spool kept(FileChannel channel, SpoolName name, FileLock lock) throws IOException {
        Spool spool = new Spool(channel, name.file(), Optional.of(name), Optional.of(lock));
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (channel.read(buffer) >= 0) {
            spool.sha256.update(buffer.array(), 0, buffer.position());
            spool.size += buffer.position();
            buffer.clear();
        }
        spool.pieces = spool.size > 0 ? 1 : 0;
        return spool;
    }

    @Override
    public void write(int octet) throws WriteException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws WriteException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, size + buffer.position() - offset);
            }
        } catch (IOException e) {
            throw new WriteException("cannot write a temporary file in " + place, e);
        }
        sha256.update(bytes, offset, length);
        size += length;
    }

    /** How many bytes it holds. */
    long size() {
        return size;
    }

    /** Notes that what follows comes from another response than what went before. */
    void beginPiece() {
        pieces++;
    }

    /** Whether what it holds came in several responses, so that none of them alone has to answer for it. */
    boolean isMixed() {
        return pieces > 1;
    }

    /** Forgets everything. */
    void reset() throws WriteException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw new WriteException("cannot write a temporary file in " + place, e);
        }
        sha256 = newDigest();
        size = 0;
        pieces = 0;
    }

    /** What it holds so far. */
    Fingerprint fingerprint() {
        try {
            MessageDigest soFar = (MessageDigest) sha256.clone();
            return new Fingerprint(size, HexFormat.of().formatHex(soFar.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /**
     * Copies everything into a sink, and has the file lose its name, since nobody needs to come back for it.
     *
     * <p>The lock goes first: whoever waits for these bytes need not wait for a sink that is slow.
     */
    void deliver(Sink sink) throws WriteException {
        unlock();
        OutputStream out = sink.begin();
        try {
            channel.position(0);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (WriteException e) {
            throw e;
        } catch (IOException e) {
            throw new WriteException("cannot read a temporary file in " + place, e);
        }
        sink.commit();
        abandon();
    }

    private void unlock() {
        try {
            if (lock.isPresent()) {
                lock.get().release();
            }
        } catch (IOException e) {
            // It goes when the file is closed.
        }
    }

    /** Leaves the name to another file; what is open stays readable. */
    void abandon() {
        name.ifPresent(SpoolName::release);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The bytes have been handed over or given up.
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
