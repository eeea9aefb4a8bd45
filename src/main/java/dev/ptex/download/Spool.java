package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import dev.ptex.parallel.Extent;
import dev.ptex.parallel.Extents;
import dev.ptex.parallel.SpoolException;
import dev.ptex.parallel.Store;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds a body until it is known whether it is the right one; hashes it while it comes in, so that it is read once.
 *
 * <p>As a stream it takes the file from its beginning. As a store it takes pieces from further behind, which are hashed
 * when it is their turn.
 */
final class Spool extends OutputStream implements Store, Closeable {
    private static final int BUFFER = 64 * 1024;

    private final SpoolFile file;
    private final Optional<FileLock> lock;
    private final Extents there = new Extents();
    private Optional<SpoolName> name;
    private Optional<Sidecar> sidecar = Optional.empty();
    private MessageDigest sha256 = Hashes.sha256();
    private long size;
    private int pieces;
    private boolean apart;

    private Spool(SpoolFile file, Optional<SpoolName> name, Optional<FileLock> lock) {
        this.file = file;
        this.name = name;
        this.lock = lock;
    }

    /** A spool in a file that goes when it is closed. */
    static Spool temporary(FileChannel channel, Path directory) {
        return new Spool(new SpoolFile(channel, directory), Optional.empty(), Optional.empty());
    }

    /** A spool in a file that stays until it is delivered, with what is in it already. */
    static Spool kept(FileChannel channel, SpoolName name, FileLock lock) throws IOException {
        Spool spool = new Spool(new SpoolFile(channel, name.file()), Optional.of(name), Optional.of(lock));
        try {
            spool.sidecar = name.readSidecar();
        } catch (IOException e) {
            // Without it nobody knows what is there and what is a hole.
            channel.truncate(0);
        }
        spool.takeIn(channel.size());
        return spool;
    }

    /** A spool in a file that another process has left, and whose name may be another file's by now. */
    static Spool left(FileChannel channel, Path file) throws IOException {
        Spool spool = new Spool(new SpoolFile(channel, file), Optional.empty(), Optional.empty());
        spool.takeIn(channel.size());
        return spool;
    }

    private void takeIn(long length) throws SpoolException {
        apart = sidecar.isPresent() && !sidecar.get().pieces().isEmpty();
        if (apart) {
            sidecar.get().pieces().forEach(piece -> there.add(piece.from(), Math.min(piece.to(), length)));
        } else {
            there.add(0, length);
        }
        absorb();
        pieces = there.list().isEmpty() ? 0 : 1;
    }

    @Override
    public void write(int octet) throws SpoolException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws SpoolException {
        file.write(size, bytes, offset, length);
        hash(bytes, offset, length);
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws SpoolException {
        file.write(position, bytes, length);
    }

    @Override
    public int read(long position, byte[] bytes, int length) throws SpoolException {
        return file.read(position, bytes, length);
    }

    /** What comes next in order, read or about to be written. */
    void hash(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        size += length;
    }

    /** Hashes the pieces that the beginning has reached. */
    void absorb() throws SpoolException {
        byte[] buffer = new byte[BUFFER];
        for (long end = there.endOf(size); size < end; ) {
            hash(buffer, 0, read(size, buffer, (int) Math.min(BUFFER, end - size)));
        }
    }

    /** How many bytes of the file's beginning it holds. */
    long size() {
        return size;
    }

    /** How many bytes it holds. */
    long count() {
        there.add(0, size);
        return there.count();
    }

    /** Where the next piece begins that lies apart from the beginning. */
    OptionalLong nextPiece() {
        return there.nextAfter(size);
    }

    /** What it holds, for those who are about to write pieces apart from the beginning, and then add them. */
    Extents takeApart() {
        apart = true;
        there.add(0, size);
        return there;
    }

    /** What it holds, unless that is simply the beginning. */
    List<Extent> pieces() {
        return apart ? there.list() : List.of();
    }

    /** Notes that what follows comes from another response than what went before. */
    void beginPiece() {
        pieces++;
    }

    /** Whether what it holds came in several responses, so that none of them alone has to answer for it. */
    boolean isMixed() {
        return pieces > 1;
    }

    /** What the run that began it has noted. */
    Optional<Sidecar> sidecar() {
        return sidecar;
    }

    /** Has the next run know what is there. */
    void note(Sidecar known) {
        name.ifPresent(kept -> kept.writeSidecar(known));
    }

    /** Forgets everything. */
    void reset() throws SpoolException {
        file.truncate();
        there.clear();
        sha256 = Hashes.sha256();
        size = 0;
        pieces = 0;
        apart = false;
    }

    /** What its beginning is. */
    Fingerprint fingerprint() {
        try {
            MessageDigest soFar = (MessageDigest) sha256.clone();
            return new Fingerprint(size, Hashes.hex(soFar.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /**
     * Copies its beginning into a sink, and has the file lose its name, since nobody needs to come back for it.
     *
     * <p>Sidecar and lock go first: whoever waits for these bytes need not wait for a sink that is slow.
     */
    void deliver(Sink sink) throws WriteException {
        name.ifPresent(SpoolName::deleteSidecar);
        if (name.isPresent() && !name.get().isAmbiguous()) {
            unlock();
        }
        OutputStream out = sink.begin();
        try {
            byte[] buffer = new byte[BUFFER];
            for (long position = 0; position < size; ) {
                int read = read(position, buffer, (int) Math.min(BUFFER, size - position));
                out.write(buffer, 0, read);
                position += read;
            }
        } catch (IOException e) {
            throw e instanceof WriteException told ? told : new WriteException("cannot write", e);
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
        name = Optional.empty();
    }

    @Override
    public void close() {
        file.close();
    }
}
