package dev.ptex.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What bytes turned out to be.
 *
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal
 */
public record Fingerprint(long size, String sha256) {
    private static final int BUFFER = 256 * 1024;

    /** That of a file, all of which is read. */
    public static Fingerprint of(Path file) throws IOException {
        Sha256 sha256 = new Sha256();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
                length += read;
            }
        }
        return new Fingerprint(length, sha256.hex());
    }
}
