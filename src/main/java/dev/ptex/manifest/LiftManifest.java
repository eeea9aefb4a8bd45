package dev.ptex.manifest;

import dev.ptex.digest.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a manifest's text says of one name, before any of it is taken for a URL.
 *
 * @param hasPtex whether there is a {@code "ptex"} object at all
 * @param names all names in it
 */
record LiftManifest(
        boolean hasPtex,
        Set<String> names,
        Optional<String> url,
        List<String> mirrors,
        Optional<Expectation> expectation) {}
