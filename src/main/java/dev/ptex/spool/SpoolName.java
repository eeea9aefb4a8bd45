package dev.ptex.spool;

import dev.ptex.cache.PrivateFolder;
import dev.ptex.plan.Sidecar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a kept spool.
 *
 * @param hash of the file that it is a part of
 * @param key what tells its file from another one that has the name later; nothing on Windows
 */
record SpoolName(PrivateFolder folder, String hash, Optional<Object> key) {
    /** Every file that a kept spool consists of. */
    static final Pattern FILES = Pattern.compile("[0-9a-f]{64}\\.(part|note)");

    /** A sidecar has some 20 bytes for each piece, of which there are a few for each connection. */
    private static final int LONGEST_SIDECAR = 1 << 20;

    static SpoolName of(PrivateFolder folder, String hash) throws IOException {
        return new SpoolName(folder, hash, key(folder.resolve(spool(hash))));
    }

    static String spool(String hash) {
        return hash + ".part";
    }

    Path file() {
        return folder.resolve(spool(hash));
    }

    private String sidecar() {
        return hash + ".note";
    }

    /**
     * Whether nobody can tell the file from another one that has the name later. Then the name is this process' only as
     * long as it has the file locked, and has not released it.
     */
    boolean isAmbiguous() {
        return key.isEmpty();
    }

    /** Whether no other file has the name by now. */
    private boolean isCurrent() throws IOException {
        return isAmbiguous() || key(file()).equals(key);
    }

    /**
     * What the file holds.
     *
     * @return nothing if that is simply the beginning
     * @throws IOException if nobody can tell
     */
    Optional<Sidecar> readSidecar() throws IOException {
        try {
            Optional<byte[]> text = isCurrent() ? folder.read(sidecar(), LONGEST_SIDECAR) : Optional.empty();
            return text.isPresent()
                    ? Optional.of(SidecarFormat.parse(new String(text.get(), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** That it cannot be noted is no reason to fail: it costs time, and only if this run is interrupted. */
    void writeSidecar(Sidecar known) {
        try {
            if (isCurrent()) {
                folder.replace(sidecar(), SidecarFormat.text(known).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // Then the next run begins anew.
        }
    }

    /** Notes that the file is complete. */
    void deleteSidecar() {
        try {
            if (isCurrent()) {
                Files.deleteIfExists(folder.resolve(sidecar()));
            }
        } catch (IOException e) {
            // Then whoever waits for the file fetches it again.
        }
    }

    /** When somebody has changed the file last; nothing if the name is not its own any more. */
    Optional<FileTime> lastChange() {
        try {
            return isCurrent()
                    ? Optional.of(Files.getLastModifiedTime(file(), LinkOption.NOFOLLOW_LINKS))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes the name away, unless another file has it by now. */
    void release() {
        try {
            if (isCurrent()) {
                // The sidecar first: alone it would speak of the next spool of this name.
                Files.deleteIfExists(folder.resolve(sidecar()));
                Files.deleteIfExists(file());
            }
        } catch (IOException e) {
            // It is gone already, or swept when it is old.
        }
    }

    private static Optional<Object> key(Path file) throws IOException {
        return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }
}
