package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.Validator;
import java.util.List;
import java.util.Optional;

/**
 * A file that one connection has begun to bring, and that several are to go on with.
 *
 * @param mirrors what may be asked; the first is the one that has begun
 * @param response what is left of its file
 * @param version what all pieces must be of; nothing if a hash will check the whole
 * @param total the file's length in bytes
 * @param taken how many bytes of the beginning are used already
 * @param window how far ahead of what is used bytes may come
 * @param there what has arrived; kept up to date
 */
public record Split(
        List<Mirror> mirrors,
        Opened response,
        Optional<Validator> version,
        long total,
        long taken,
        long window,
        Extents there) {
    public Split {
        mirrors = List.copyOf(mirrors);
    }
}
