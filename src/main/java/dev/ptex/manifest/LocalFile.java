package dev.ptex.manifest;

import dev.ptex.digest.Fingerprint;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that lies beside a manifest, as scie-jump finds it. */
record LocalFile(Path path, boolean isDirectory, long size) {
    private static final int EXECUTABLE = 0111;

    /** @return nothing if nothing of that name is there */
    static Optional<LocalFile> find(Path manifest, String name) throws IOException {
        Path path;
        try {
            path = manifest.toAbsolutePath().resolveSibling(name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (Files.isDirectory(path)) {
            return Optional.of(new LocalFile(path, true, 0));
        }
        return Files.isRegularFile(path) ? Optional.of(new LocalFile(path, false, Files.size(path))) : Optional.empty();
    }

    /** Reads all of it. */
    Fingerprint fingerprint() throws IOException {
        return Fingerprint.of(path);
    }

    /** As scie-jump has it: whether anybody may run it; never on Windows, which knows no such thing. */
    boolean isExecutable() throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                && ((Integer) Files.getAttribute(path, "unix:mode") & EXECUTABLE) != 0;
    }

    boolean isZip() throws IOException {
        return ScieTail.offset(path).isPresent();
    }
}
