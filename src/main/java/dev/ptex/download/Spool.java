package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Holds a body until it is known whether it is the right one; hashes it while it comes in, so that it is read once. */
final class Spool extends OutputStream implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final Path directory;
    private final MessageDigest sha256;
    private long size;
    private int pieces;

    Spool(FileChannel channel, Path directory) {
        this.channel = channel;
        this.directory = directory;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int octet) throws WriteException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws WriteException {
        sha256.update(bytes, offset, length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new WriteException("cannot write a temporary file in " + directory, e);
        }
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
            throw new WriteException("cannot write a temporary file in " + directory, e);
        }
        sha256.reset();
        size = 0;
        pieces = 0;
    }

    /** What has been written; to be asked once, at the end. */
    Fingerprint fingerprint() {
        return new Fingerprint(size, HexFormat.of().formatHex(sha256.digest()));
    }

    /** Copies everything into a sink. */
    void copyTo(Sink sink) throws WriteException {
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
            throw new WriteException("cannot read a temporary file in " + directory, e);
        }
        sink.commit();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The bytes have been handed over or given up; the file goes with the process.
        }
    }
}
