package dev.ptex.config;

import dev.ptex.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place where settings may be.
 *
 * @param name as messages call it
 * @param required whether it is an error that there is no such file
 */
record SettingsFile(Path path, String name, boolean required) {
    /** Nobody writes more by hand; and a device that never ends does no harm. */
    private static final int LARGEST = 1 << 20;

    /** A file that may be there. */
    static SettingsFile offered(Path path) {
        return new SettingsFile(path, path.toString(), false);
    }

    /** A file that somebody has asked for. */
    static SettingsFile named(String variable, Path path) {
        return new SettingsFile(path, variable + "=" + path, true);
    }

    /**
     * All that stands in it, in order.
     *
     * @throws SettingsException if it is there and cannot be read, or if others may write to it
     */
    List<Setting> read() {
        // Most often there is none, and an exception would cost more than the rest of the start.
        if (!required && !Files.exists(path)) {
            return List.of();
        }
        try {
            if (Files.isDirectory(path)) {
                throw refused("it is a directory", Optional.empty());
            }
            Optional<Guard> guard = Guard.of(path);
            if (guard.isPresent() && guard.get().othersWrite()) {
                throw refused("others than its owner may write to it", Optional.of("chmod go-w " + path));
            }
            if (guard.isPresent() && !guard.get().isTrusted()) {
                throw refused("it belongs neither to the user who runs ptex nor to root", Optional.empty());
            }
            return SettingsReader.read(path.toString(), octets());
        } catch (IOException e) {
            throw refused(Reason.of(e), Optional.empty());
        }
    }

    private byte[] octets() throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            byte[] octets = input.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw refused("it is longer than 1 MiB", Optional.empty());
            }
            return octets;
        }
    }

    private SettingsException refused(String reason, Optional<String> hint) {
        return new SettingsException("cannot read settings from " + name + ": " + reason, hint);
    }
}
