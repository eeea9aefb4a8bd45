package dev.ptex.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The name of a kept spool.
 *
 * @param key what tells its file from another one that has the name later, where the system has such a thing
 */
record SpoolName(Path file, Optional<Object> key) {
    static SpoolName of(Path file) throws IOException {
        return new SpoolName(file, key(file));
    }

    /** Takes the name away, unless another file has it by now. */
    void release() {
        try {
            if (key(file).equals(key)) {
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
