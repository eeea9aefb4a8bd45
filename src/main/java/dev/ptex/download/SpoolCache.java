package dev.ptex.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps unfinished files between runs, by their hash, and has one process fetch what several want at once.
 *
 * <p>The file itself is locked, so that a crash releases it. Who finds it locked waits with the file open: the process
 * that fetches takes the file's name away when it is done, but the bytes stay for whoever has it open. What a file
 * holds is never trusted, only hashed; so damage costs time and nothing else.
 *
 * @param patience how long a waiting process bears that the file does not grow before it goes on alone
 */
public record SpoolCache(Path directory, Duration patience, Sleeper sleeper, Clock clock) {
    private static final Duration ORPHANED = Duration.ofDays(7);
    private static final Duration GLANCE = Duration.ofMillis(100);

    /** @return nothing if this directory cannot be used, which is no reason to fail */
    Optional<Spool> open(String hash) {
        try {
            Files.createDirectories(directory, OwnerOnly.directoryAttributes());
            sweep();
            Path file = directory.resolve(hash + SpoolName.SUFFIX);
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OwnerOnly.attributes());
            Optional<Spool> spool = lock(channel, SpoolName.of(file));
            if (spool.isEmpty()) {
                channel.close();
            }
            return spool;
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Spool> lock(FileChannel channel, SpoolName name) {
        try {
            Optional<FileLock> lock = await(channel, name.file());
            return lock.isPresent() ? Optional.of(Spool.kept(channel, name, lock.get())) : Optional.empty();
        } catch (IOException | OverlappingFileLockException e) {
            // Some network file systems have no locks; and where a name cannot be taken away, we have it locked
            // already.
            return Optional.empty();
        }
    }

    /** Waits for the lock for as long as the one who has it gets on. */
    private Optional<FileLock> await(FileChannel channel, Path file) throws IOException {
        // Not its size: pieces come in any order.
        FileTime change = FileTime.fromMillis(0);
        Duration waited = Duration.ZERO;
        while (waited.compareTo(patience) < 0) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(lock);
            }
            FileTime latest = changeOf(file);
            waited = latest.equals(change) ? waited.plus(GLANCE) : Duration.ZERO;
            change = latest;
            sleeper.sleep(GLANCE);
        }
        return Optional.empty();
    }

    private FileTime changeOf(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            // It is being delivered.
            return FileTime.from(clock.instant());
        }
    }

    /** Removes what no run has come back for. */
    private void sweep() throws IOException {
        FileTime limit = FileTime.from(clock.instant().minus(ORPHANED));
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*{" + SpoolName.SUFFIX + "," + SpoolName.SIDECAR_SUFFIX + "}")) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // Somebody else was faster.
                }
            }
        }
    }
}
