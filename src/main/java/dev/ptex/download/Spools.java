package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.parallel.Ring;
import dev.ptex.parallel.SpoolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the places where bytes wait until they are checked, or until it is their turn. */
public final class Spools {
    private final Optional<SpoolCache> cache;
    private final SpoolDirectory temporary;

    /** @param cache keeps what an interrupted run has left for the next one, where there is room for it */
    public Spools(Optional<SpoolCache> cache, SpoolDirectory temporary) {
        this.cache = cache;
        this.temporary = temporary;
    }

    /** Where a file may be spooled, the best place first; one that cannot be used, or is full, is no reason to fail. */
    List<SpoolPlace> places(Expectation expectation) {
        List<SpoolPlace> places = new ArrayList<>();
        if (cache.isPresent() && expectation.hasSha256()) {
            String hash = expectation.hash().orElseThrow().toLowerCase(Locale.ROOT);
            places.add(() -> cache.get()
                    .open(hash)
                    .orElseThrow(() -> new SpoolException(
                            "cannot use " + cache.get().directory(), new IOException("it cannot be used"))));
        }
        places.add(() -> Spool.temporary(temporary.create(), temporary.path()));
        return places;
    }

    /** @return nothing if there is no room for one */
    Optional<Ring> ring(long capacity) {
        try {
            return Optional.of(new Ring(temporary.create(), capacity));
        } catch (SpoolException e) {
            return Optional.empty();
        }
    }
}
