package dev.ptex.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a file is besides its bytes, on Unix; elsewhere nothing, and a new file gets what its folder gives.
 *
 * @param values by their names in Java's {@code unix} view
 */
record FileTraits(Map<String, Object> values) {
    /** Not the bits for running it as its owner, which must not pass to other bytes. */
    private static final int PERMISSIONS = 0777;

    FileTraits {
        values = Map.copyOf(values);
    }

    static FileTraits of(Path file) throws IOException {
        return new FileTraits(
                FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                        ? Files.readAttributes(file, "unix:uid,gid,mode,nlink")
                        : Map.of());
    }

    /**
     * Makes another file look like this one.
     *
     * @return whether that is possible: a file that has other names cannot be exchanged
     * @throws IOException if the user may not
     */
    boolean transferTo(Path other) throws IOException {
        if (values.isEmpty()) {
            return true;
        }
        if (number("nlink") > 1) {
            return false;
        }
        FileTraits others = of(other);
        for (String owner : new String[] {"unix:uid", "unix:gid"}) {
            String name = owner.substring("unix:".length());
            if (others.number(name) != number(name)) {
                Files.setAttribute(other, owner, number(name));
            }
        }
        // Last, so that nobody gets to see the bytes of a private file.
        Files.setAttribute(other, "unix:mode", number("mode") & PERMISSIONS);
        return true;
    }

    private int number(String name) {
        return (Integer) values.getOrDefault(name, 0);
    }
}
