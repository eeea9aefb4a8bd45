package dev.ptex.spool;

import dev.ptex.cache.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** Where bytes wait until they are checked. */
public record SpoolDirectory(Path path) {
    /**
     * Makes a file that nobody else can read, and that is gone when it is closed.
     *
     * @throws SpoolException if no file can be made there
     */
    public FileChannel create() throws SpoolException {
        try {
            // On Unix the file loses its name at once, and on Windows it goes when the process does, so that not
            // even a kill leaves litter.
            return FileChannel.open(
                    path.resolve("ptex-" + UUID.randomUUID()),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    OwnerOnly.attributes());
        } catch (IOException e) {
            throw new SpoolException("cannot make a temporary file in " + path, e);
        }
    }
}
