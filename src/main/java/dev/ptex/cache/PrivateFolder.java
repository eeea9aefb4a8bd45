package dev.ptex.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder in the cache directory that ptex makes, and that nobody else can put anything into.
 *
 * <p>On Unix it is used only if it is this user's, nobody else may write to it, and nobody but root can replace it or a
 * directory above it; its files only if all this is true of them, and if they have one name. No link in it is followed.
 * On Windows, the rights that it inherits have to do: the usual cache directory is in the user's profile.
 */
public final class PrivateFolder {
    private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.new");

    private final Path path;
    private final Owner owner;

    private PrivateFolder(Path path, Owner owner) {
        this.path = path;
        this.owner = owner;
    }

    /**
     * Makes the folder, and what is missing of the directories above, unless they are there.
     *
     * @throws IOException if it cannot be used; then what was made is gone again
     */
    public static PrivateFolder open(Path cacheDirectory, String name) throws IOException {
        Path folder = cacheDirectory.resolve(name).toAbsolutePath();
        Deque<Path> made = new ArrayDeque<>();
        try {
            make(folder, made);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(folder.toString(), null, "it is no directory");
            }
            Path real = folder.toRealPath();
            Owner owner = owner(real);
            owner.requireDirectory(real);
            return new PrivateFolder(real, owner);
        } catch (IOException e) {
            made.forEach(PrivateFolder::delete);
            throw e;
        }
    }

    private static void make(Path folder, Deque<Path> made) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path directory : missing) {
            try {
                Files.createDirectory(directory, OwnerOnly.directoryAttributes());
                made.push(directory);
            } catch (FileAlreadyExistsException e) {
                // Another run was faster.
            }
        }
    }

    private static Owner owner(Path folder) throws IOException {
        Path probe = Files.createFile(temporary(folder), OwnerOnly.attributes());
        try {
            return Owner.of(probe);
        } finally {
            delete(probe);
        }
    }

    /** Where a file of this name is, be it there or not. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** @throws IOException if the name is another's file, a link, or no file at all */
    public FileChannel openChannel(String name) throws IOException {
        Path file = path.resolve(name);
        // Before it is opened, which may do things to a device.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            owner.requireFile(file);
        }
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.attributes());
    }

    /**
     * A file's bytes.
     *
     * @param limit how many there may be
     * @return nothing if there is none
     */
    public Optional<byte[]> read(String name, int limit) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        owner.requireFile(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new FileSystemException(file.toString(), null, "it is too long");
            }
            return Optional.of(bytes);
        }
    }

    /** Replaces a file: whoever reads it finds all of the old bytes or all of the new ones, also after a kill. */
    public void replace(String name, byte[] bytes) throws IOException {
        Path temporary = Files.createFile(temporary(path), OwnerOnly.attributes());
        try {
            Files.write(temporary, bytes, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            Files.move(
                    temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            delete(temporary);
            throw e;
        }
    }

    /**
     * Removes regular files of these names, and what a killed run was about to put in their place, where nothing has
     * changed in them since. What cannot be removed, or not even listed, stays.
     */
    public void sweep(Pattern names, Instant since) {
        FileTime limit = FileTime.from(since);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if ((names.matcher(name).matches() || TEMPORARY.matcher(name).matches()) && isOlder(file, limit)) {
                    delete(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The next run tries again.
        }
    }

    private static boolean isOlder(Path file, FileTime limit) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(limit) < 0;
        } catch (IOException e) {
            // It is gone, or nobody can tell.
            return false;
        }
    }

    /** @return where nothing is yet */
    private static Path temporary(Path folder) {
        return folder.resolve(UUID.randomUUID() + ".new");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Another process has it open, as can be on Windows, or something is in it.
        }
    }
}
