package dev.ptex.cache;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions for what is in a directory that others can read: what is fetched may be private. */
public final class OwnerOnly {
    private OwnerOnly() {}

    public static FileAttribute<?>[] attributes() {
        return attributes("rw-------");
    }

    public static FileAttribute<?>[] directoryAttributes() {
        return attributes("rwx------");
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
