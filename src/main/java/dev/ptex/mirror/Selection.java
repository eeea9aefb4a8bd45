package dev.ptex.mirror;

import java.util.List;

/**
 * Where a file may be had.
 *
 * @param mirrors in the order in which they are tried; there may be none
 * @param refusals what was named, and must not be asked
 */
public record Selection(List<Mirror> mirrors, List<Refusal> refusals) {
    public Selection {
        mirrors = List.copyOf(mirrors);
        refusals = List.copyOf(refusals);
    }
}
