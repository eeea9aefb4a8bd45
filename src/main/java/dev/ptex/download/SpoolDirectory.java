package dev.ptex.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** Where bytes wait until they are checked. */
public record SpoolDirectory(Path path) {
    /** @throws WriteException if no file can be made there */
    Spool create() throws WriteException {
        try {
            // On Unix the file loses its name at once, and on Windows it goes when the process does, so that not
            // even a kill leaves litter.
            FileChannel channel = FileChannel.open(
                    path.resolve("ptex-" + UUID.randomUUID()),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    OwnerOnly.attributes());
            return Spool.temporary(channel, path);
        } catch (IOException e) {
            throw new WriteException("cannot make a temporary file in " + path, e);
        }
    }
}
