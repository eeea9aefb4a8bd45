package dev.ptex.sink;

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

    private static final int PRIVILEGES = 06000;

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
     * @return whether that is possible: a file that has other names cannot be exchanged, and one with an access control
     *     list would lose it
     * @throws IOException if the user may not
     */
    boolean transferTo(Path other) throws IOException {
        if (values.isEmpty()) {
            return true;
        }
        if (number("nlink") > 1 || mayHaveAccessControlList()) {
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

    /**
     * Java does not show the list. Where there is one, the group's bits are what it grants at most (acl(5)), not what the
     * group may do; they may be taken for that only if everybody has them.
     */
    private boolean mayHaveAccessControlList() {
        int mode = number("mode");
        return (mode >> 3 & ~mode & 07) != 0;
    }

    /** Takes the bits away that would have other bytes run with somebody's rights; Linux leaves them if root writes. */
    void dropPrivileges(Path file) throws IOException {
        if ((number("mode") & PRIVILEGES) != 0) {
            Files.setAttribute(file, "unix:mode", number("mode") & PERMISSIONS);
        }
    }

    private int number(String name) {
        return (Integer) values.getOrDefault(name, 0);
    }
}
