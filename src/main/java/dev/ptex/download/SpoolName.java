package dev.ptex.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The name of a kept spool.
 *
 * @param key what tells its file from another one that has the name later, where the system has such a thing
 */
record SpoolName(Path file, Optional<Object> key) {
    static final String SUFFIX = ".part";
    static final String SIDECAR_SUFFIX = ".note";

    static SpoolName of(Path file) throws IOException {
        return new SpoolName(file, key(file));
    }

    private Path sidecar() {
        String spool = String.valueOf(file.getFileName());
        return file.resolveSibling(spool.substring(0, spool.length() - SUFFIX.length()) + SIDECAR_SUFFIX);
    }

    /** Whether no other file has the name by now. */
    private boolean isCurrent() throws IOException {
        return key(file).equals(key);
    }

    /**
     * What the file holds.
     *
     * @return nothing if that is simply the beginning
     * @throws IOException if nobody can tell
     */
    Optional<Sidecar> readSidecar() throws IOException {
        try {
            return isCurrent() ? Sidecar.read(sidecar()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** That it cannot be noted is no reason to fail: it costs time, and only if this run is interrupted. */
    void writeSidecar(Sidecar known) {
        try {
            if (isCurrent()) {
                known.write(sidecar());
            }
        } catch (IOException e) {
            // Then the next run begins anew.
        }
    }

    /** Notes that the file is complete. */
    void deleteSidecar() {
        try {
            if (isCurrent()) {
                Files.deleteIfExists(sidecar());
            }
        } catch (IOException e) {
            // Then whoever waits for the file fetches it again.
        }
    }

    /** Takes the name away, unless another file has it by now. */
    void release() {
        try {
            if (isCurrent()) {
                // The sidecar first: alone it would speak of the next spool of this name.
                Files.deleteIfExists(sidecar());
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is gone already, or swept when it is old.
        }
    }

    private static Optional<Object> key(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }
}
