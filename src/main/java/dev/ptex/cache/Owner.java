package dev.ptex.cache;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user whom this process makes files for, and what no other user can change.
 *
 * @param user nothing where the system does not number users
 */
record Owner(Optional<Integer> user) {
    /** @param made a file that this process has made; the JVM has no other way to tell the effective user */
    static Owner of(Path made) throws IOException {
        return new Owner(UnixAttributes.of(made).map(UnixAttributes::user));
    }

    /**
     * Looks at a directory and all above it.
     *
     * @param directory its real path
     * @throws IOException if others can change what is in it
     */
    void requireDirectory(Path directory) throws IOException {
        if (user.isEmpty()) {
            return;
        }
        require(attributes(directory).belongsTo(user.get()), directory);
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            require(attributes(above).guards(user.get()), above);
        }
    }

    /** @throws IOException if others can change it, be it by another name, or if it is no regular file */
    void requireFile(Path file) throws IOException {
        require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), file);
        if (user.isPresent()) {
            UnixAttributes attributes = attributes(file);
            require(attributes.belongsTo(user.get()) && attributes.links() <= 1, file);
        }
    }

    private static UnixAttributes attributes(Path file) throws IOException {
        return UnixAttributes.of(file).orElseThrow();
    }

    private static void require(boolean own, Path file) throws IOException {
        if (!own) {
            throw new FileSystemException(file.toString(), null, "it is not this user's alone");
        }
    }
}
