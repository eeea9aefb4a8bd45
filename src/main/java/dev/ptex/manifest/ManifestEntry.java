package dev.ptex.manifest;

import dev.ptex.digest.Expectation;
import dev.ptex.url.Url;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest says of a file.
 *
 * @param name as written; never decoded, since PBS archives are known by names with a plus
 * @param url the one that every client knows
 * @param mirrors further ones, in order
 * @param expectation nothing if the manifest does not describe the file's bytes
 */
public record ManifestEntry(String name, Url url, List<Url> mirrors, Optional<Expectation> expectation) {
    public ManifestEntry {
        mirrors = List.copyOf(mirrors);
    }
}
