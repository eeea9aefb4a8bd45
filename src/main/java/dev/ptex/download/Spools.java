package dev.ptex.download;

import dev.ptex.digest.Expectation;
import java.util.Locale;
import java.util.Optional;

/** Makes the places where bytes wait until they are checked. */
public final class Spools {
    private final Optional<SpoolCache> cache;
    private final SpoolDirectory temporary;

    /** @param cache keeps what an interrupted run has left for the next one, where there is room for it */
    public Spools(Optional<SpoolCache> cache, SpoolDirectory temporary) {
        this.cache = cache;
        this.temporary = temporary;
    }

    /**
     * A spool for a file, with what an earlier run has left in it if its hash is known.
     *
     * @throws WriteException if there is no place for one
     */
    Spool open(Expectation expectation) throws WriteException {
        if (cache.isPresent() && expectation.hasSha256()) {
            String hash = expectation.hash().orElseThrow().toLowerCase(Locale.ROOT);
            Optional<Spool> kept = cache.get().open(hash);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        return temporary.create();
    }
}
