package dev.ptex.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the numbers 0 to 2 from being given to files of our own, where ptex is started with a standard stream closed:
 * what is written to standard output would go into a socket, and seem to have arrived.
 */
final class ClosedStreams {
    private static final Path DESCRIPTORS = Path.of("/dev/fd");

    private ClosedStreams() {}

    /**
     * Opens something that cannot be written to in the place of each stream that is closed.
     *
     * @return what has to stay open as long as the process
     */
    static List<InputStream> occupy() {
        List<InputStream> placeholders = new ArrayList<>();
        for (int descriptor = 0; descriptor <= 2 && Files.isDirectory(DESCRIPTORS); descriptor++) {
            if (!Files.exists(DESCRIPTORS.resolve(Integer.toString(descriptor)), LinkOption.NOFOLLOW_LINKS)) {
                try {
                    // The system gives the lowest number that is free.
                    placeholders.add(new FileInputStream("/dev/null"));
                } catch (IOException e) {
                    // Then there is nothing to put in its place.
                }
            }
        }
        return placeholders;
    }
}
