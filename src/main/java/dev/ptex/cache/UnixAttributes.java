package dev.ptex.cache;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may change a file, as Unix has it; where an access control list lets others write, the mode's group bits say so.
 *
 * @param mode permissions, with the sticky bit
 * @param links how many names the file has
 * @param sharedGroup whether its group may write to it and is not the owner's alone
 */
record UnixAttributes(int user, int mode, int links, boolean sharedGroup) {
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;

    /** @return nothing where the system has no such attributes; a symbolic link's own, and not its target's */
    static Optional<UnixAttributes> of(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> known = Files.readAttributes(file, "unix:uid,mode,nlink", LinkOption.NOFOLLOW_LINKS);
        int mode = number(known, "mode");
        boolean sharedGroup = (mode & GROUP_WRITES) != 0 && !isUserPrivateGroup(file);
        return Optional.of(new UnixAttributes(number(known, "uid"), mode, number(known, "nlink"), sharedGroup));
    }

    private static int number(Map<String, Object> known, String name) {
        return (Integer) Objects.requireNonNull(known.get(name));
    }

    /** Most distributions give each user a group of the same name, and let that group write to what the user makes. */
    private static boolean isUserPrivateGroup(Path file) throws IOException {
        PosixFileAttributes names = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return names.group().getName().equals(names.owner().getName());
    }

    /** Whether it is this user's, and nobody else may write to it. */
    boolean belongsTo(int me) {
        return user == me && (mode & (GROUP_WRITES | OTHERS_WRITE)) == 0;
    }

    /** Whether nobody but root can take away what this user has in the directory, and put something in its place. */
    boolean guards(int me) {
        boolean shared = (mode & OTHERS_WRITE) != 0 || sharedGroup;
        return (user == me || user == ROOT) && (!shared || (mode & STICKY) != 0);
    }
}
