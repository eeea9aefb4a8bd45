package dev.ptex.sink;

import dev.ptex.cache.OwnerOnly;
import dev.ptex.spool.SpoolDirectory;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The bytes that a file is to have, until they are complete.
 *
 * <p>They wait beside the file, and take its name in one step. Where that would change more than the bytes, they are
 * written into the file that is there: if it has several names, or perhaps an access control list, or an owner that the
 * new one could not have, or if its folder lets nobody make or replace a file.
 */
final class Replacement implements Closeable {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final Path target;
    private final Optional<FileTraits> existing;
    private final Optional<Path> part;
    private final FileChannel bytes;

    private Replacement(Path target, Optional<FileTraits> existing, Optional<Path> part, FileChannel bytes) {
        this.target = target;
        this.existing = existing;
        this.part = part;
        this.bytes = bytes;
    }

    /**
     * Begins with no bytes.
     *
     * @param temporary where they wait if nothing can be made beside the file
     * @throws IOException if the file could not be written
     */
    static Replacement begin(Path file, SpoolDirectory temporary) throws IOException {
        Path target = follow(file);
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "it is a directory");
        }
        if (!Files.exists(target)) {
            Path part = part(target);
            return new Replacement(target, Optional.empty(), Optional.of(part), create(part));
        }
        // A folder in which a file may be replaced is no leave to change one that is read-only.
        if (!Files.isWritable(target)) {
            // The system says why: who may not, or a file system that is read-only.
            FileChannel.open(target, StandardOpenOption.WRITE).close();
            throw new AccessDeniedException(target.toString());
        }
        Optional<FileTraits> existing = Optional.of(FileTraits.of(target));
        Path part = part(target);
        try {
            return new Replacement(target, existing, Optional.of(part), create(part, OwnerOnly.attributes()));
        } catch (IOException e) {
            return new Replacement(target, existing, Optional.empty(), temporary.create());
        }
    }

    /** Where symbolic links lead, be there a file or not, so that they stay, as with curl. */
    private static Path follow(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many levels of symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Without the file's name in it, which may be as long as a name can be. */
    static Path part(Path target) {
        return target.resolveSibling(".ptex-" + UUID.randomUUID() + ".part");
    }

    private static FileChannel create(Path part, FileAttribute<?>... attributes) throws IOException {
        return FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    OutputStream stream() {
        return Channels.newOutputStream(bytes);
    }

    /** Has the file get the bytes. */
    void commit() throws IOException {
        if (part.isEmpty()) {
            overwrite(bytes);
            return;
        }
        // Some file systems say only now that there was no room.
        bytes.close();
        if (!rename(part.get())) {
            try (FileChannel source = FileChannel.open(part.get())) {
                overwrite(source);
            }
        }
    }

    /** @return whether the part has taken the file's place, with all that was the old one's but its bytes */
    private boolean rename(Path complete) throws IOException {
        try {
            if (existing.isPresent() && !existing.get().transferTo(complete)) {
                return false;
            }
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            if (existing.isEmpty()) {
                throw e;
            }
            // Such as another user's file in a directory like /tmp, or one that is a mount point.
            return false;
        }
    }

    /** What goes behind the old end is written first: if there is no room for it, all of the old bytes are still there. */
    private void overwrite(FileChannel source) throws IOException {
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.WRITE)) {
            long end = file.size();
            try {
                copy(source, end, source.size(), file);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
            if (existing.isPresent()) {
                existing.get().dropPrivileges(target);
            }
            copy(source, 0, Math.min(end, source.size()), file);
            file.truncate(source.size());
        }
    }

    private static void copy(FileChannel source, long from, long to, FileChannel file) throws IOException {
        file.position(from);
        for (long position = from; position < to; ) {
            long copied = source.transferTo(position, to - position, file);
            if (copied <= 0) {
                throw new EOFException("a temporary file is shorter than it was");
            }
            position += copied;
        }
    }

    /** Leaves nothing of bytes that have not got their place. */
    @Override
    public void close() {
        try {
            bytes.close();
            if (part.isPresent()) {
                Files.deleteIfExists(part.get());
            }
        } catch (IOException e) {
            // There is nothing else to try, and the reason for discarding is what the user needs to hear of.
        }
    }
}
