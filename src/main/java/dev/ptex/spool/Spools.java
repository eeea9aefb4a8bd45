package dev.ptex.spool;

import dev.ptex.digest.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the places where bytes wait until they are checked, or until it is their turn. */
public final class Spools {
    private final Optional<SpoolCache> cache;
    private final SpoolDirectory temporary;

    /** Where a file may wait until its hash is checked. */
    @FunctionalInterface
    public interface Place {
        /** @throws SpoolException if it cannot be used */
        Spool open() throws SpoolException;
    }

    /** @param cache keeps what an interrupted run has left for the next one, where there is room for it */
    public Spools(Optional<SpoolCache> cache, SpoolDirectory temporary) {
        this.cache = cache;
        this.temporary = temporary;
    }

    /** Where a file may be spooled, the best place first; one that cannot be used, or is full, is no reason to fail. */
    public List<Place> places(Expectation expectation) {
        Place last = () ->
                roomy(Spool.temporary(temporary.create(), temporary.path()), temporary.path(), expectation.size());
        return cache.filter(kept -> expectation.hasSha256())
                .map(kept -> List.of(() -> kept(kept, expectation), last))
                .orElse(List.of(last));
    }

    private static Spool kept(SpoolCache cache, Expectation expectation) throws SpoolException {
        String hash = expectation.hash().orElseThrow().toLowerCase(Locale.ROOT);
        Spool spool = cache.open(hash).orElseThrow(() -> unusable(cache.directory(), "it cannot be used"));
        return roomy(spool, cache.directory(), expectation.size());
    }

    private static Spool roomy(Spool spool, Path directory, OptionalLong size) throws SpoolException {
        if (room(directory) < size.orElse(0) - spool.found()) {
            if (spool.found() == 0) {
                spool.abandon();
            }
            spool.close();
            throw unusable(directory, "it is full");
        }
        return spool;
    }

    /** How many bytes a place still takes; what cannot be told is tried. */
    private static long room(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static SpoolException unusable(Path directory, String why) {
        return new SpoolException("cannot use " + directory, new IOException(why));
    }

    /** @throws SpoolException if there is no room for one */
    public Ring ring(long capacity) throws SpoolException {
        return new Ring(temporary.create(), capacity);
    }
}
