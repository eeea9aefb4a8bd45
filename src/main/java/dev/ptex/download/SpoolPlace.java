package dev.ptex.download;

import dev.ptex.parallel.SpoolException;

/** Where a file may wait until its hash is checked. */
@FunctionalInterface
interface SpoolPlace {
    /** @throws SpoolException if there is no room for it */
    Spool open() throws SpoolException;
}
