package dev.ptex.manifest;

import dev.ptex.digest.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a manifest's text says of one name, before any of it is taken for a URL.
 *
 * @param names all names that it has URLs of
 * @param references where the one is: what {@code "ptex"} says, then what {@code "ptex-mirrors"} says
 */
record LiftManifest(Set<String> names, List<String> references, Optional<Expectation> expectation) {}
