package dev.ptex.spool;

import dev.ptex.plan.Sidecar;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** Holds a file's bytes, in any order, until it is known whether they are the right ones. */
public final class Spool implements Store, Closeable {
    private final FileChannel channel;
    private final Path place;
    private final Optional<FileLock> lock;
    private final Optional<Sidecar> sidecar;
    private final long found;
    private Optional<SpoolName> name;

    private Spool(
            FileChannel channel,
            Path place,
            Optional<SpoolName> name,
            Optional<FileLock> lock,
            Optional<Sidecar> sidecar,
            long found) {
        this.channel = channel;
        this.place = place;
        this.name = name;
        this.lock = lock;
        this.sidecar = sidecar;
        this.found = found;
    }

    /** A spool in a file that goes when it is closed. */
    static Spool temporary(FileChannel channel, Path directory) {
        return new Spool(channel, directory, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** A spool in a file that stays until it is delivered, with what is in it already. */
    static Spool kept(FileChannel channel, SpoolName name, FileLock lock) throws IOException {
        Optional<Sidecar> sidecar = Optional.empty();
        try {
            sidecar = name.readSidecar();
        } catch (IOException e) {
            // Without it nobody knows what is there and what is a hole.
            channel.truncate(0);
        }
        return new Spool(channel, name.file(), Optional.of(name), Optional.of(lock), sidecar, channel.size());
    }

    /** A spool in a file that another process has left, and whose name may be another file's by now. */
    static Spool left(FileChannel channel, Path file) throws IOException {
        return new Spool(channel, file, Optional.empty(), Optional.empty(), Optional.empty(), channel.size());
    }

    /** How long the file was when it was opened. */
    public long found() {
        return found;
    }

    /** What the run that began it has noted. */
    public Optional<Sidecar> sidecar() {
        return sidecar;
    }

    /** Has the next run know what is there. */
    public void note(Sidecar known) {
        name.ifPresent(kept -> kept.writeSidecar(known));
    }

    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws SpoolException {
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

    /** Its bytes, for who takes them out of a file. */
    public FileChannel channel() {
        return channel;
    }

    /** When somebody has changed it last; nothing if it has no name, under which somebody else could. */
    public Optional<FileTime> lastChange() {
        return name.flatMap(SpoolName::lastChange);
    }

    /** Forgets everything. */
    public void clear() throws SpoolException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private SpoolException failure(String action, IOException e) {
        return new SpoolException("cannot " + action + " a temporary file in " + place, e);
    }

    /**
     * Notes that the file is complete and right, and lets others have it that wait for the same: they need not wait for
     * a sink that is slow.
     */
    public void share() {
        name.ifPresent(SpoolName::deleteSidecar);
        if (name.isPresent() && !name.get().isAmbiguous()) {
            unlock();
        }
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

    /** Takes the file's name away, so that nobody comes back for it; what is open stays readable. */
    public void abandon() {
        name.ifPresent(SpoolName::release);
        name = Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The bytes have been handed over or given up.
        }
    }
}
