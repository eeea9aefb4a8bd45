package dev.ptex.spool;

import dev.ptex.cache.PrivateFolder;
import dev.ptex.retry.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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
    private static final String FOLDER = "partial";

    /** How long a run may come back for what it has left. */
    private static final Duration ORPHANED = Duration.ofDays(7);

    private static final FileTime NEVER = FileTime.fromMillis(0);

    private static final Duration GLANCE = Duration.ofMillis(100);

    /**
     * @param hash 64 hex digits, in lower case
     * @return nothing if this directory, or the file in it, cannot be used, which is no reason to fail
     */
    Optional<Spool> open(String hash) {
        try {
            PrivateFolder folder = PrivateFolder.open(directory, FOLDER);
            folder.sweep(SpoolName.FILES, clock.instant().minus(ORPHANED));
            FileChannel channel = folder.openChannel(SpoolName.spool(hash));
            Optional<Spool> spool = lock(channel, folder, hash);
            if (spool.isEmpty()) {
                channel.close();
            }
            return spool;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Spool> lock(FileChannel channel, PrivateFolder folder, String hash) {
        try {
            SpoolName name = SpoolName.of(folder, hash);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(Spool.kept(channel, name, lock));
            }
            Optional<FileLock> late = await(channel, name.file());
            if (late.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    name.isAmbiguous() ? Spool.left(channel, name.file()) : Spool.kept(channel, name, late.get()));
        } catch (IOException | OverlappingFileLockException e) {
            // Some network file systems have no locks; and where a name cannot be taken away, we have it locked
            // already.
            return Optional.empty();
        }
    }

    /** Waits for the lock for as long as the one who has it gets on. */
    private Optional<FileLock> await(FileChannel channel, Path file) throws IOException {
        // Not its size: pieces come in any order.
        FileTime change = NEVER;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(patience) < 0) {
            FileTime latest = changeOf(file);
            waited = latest.equals(change) ? waited.plus(GLANCE) : Duration.ZERO;
            change = latest;
            sleeper.sleep(GLANCE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(lock);
            }
        }
        return Optional.empty();
    }

    private static FileTime changeOf(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Who delivers a file has released it before; this one has been deleted, and nobody can see it grow.
            return NEVER;
        }
    }
}
