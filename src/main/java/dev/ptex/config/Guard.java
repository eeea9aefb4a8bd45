package dev.ptex.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may change a file, as Unix has it.
 *
 * @param owner the number of its user
 * @param mode its permissions
 */
record Guard(int owner, int mode) {
    private static final int ROOT = 0;
    private static final int GROUP_OR_OTHERS_WRITE = 022;

    /** @return nothing where the system has no such permissions; of a link, its target's */
    static Optional<Guard> of(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> known = Files.readAttributes(file, "unix:uid,mode");
        return Optional.of(new Guard(number(known, "uid"), number(known, "mode")));
    }

    boolean othersWrite() {
        return (mode & GROUP_OR_OTHERS_WRITE) != 0;
    }

    /** Whether it belongs to root, or to the user that this process runs as. */
    boolean isTrusted() throws IOException {
        return owner == ROOT || owner == me();
    }

    /** The JVM tells no user's number; but Linux does, and what the process makes is its own. */
    private static int me() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return of(self).map(Guard::owner).orElseThrow();
        }
        Path probe = Files.createTempFile("ptex", null);
        try {
            return of(probe).map(Guard::owner).orElseThrow();
        } finally {
            Files.delete(probe);
        }
    }

    private static int number(Map<String, Object> known, String name) {
        return (Integer) Objects.requireNonNull(known.get(name));
    }
}
