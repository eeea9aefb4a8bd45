package dev.ptex.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a manifest whose scie is to carry less.
 *
 * @param names of the files that are to be fetched; none for every large one
 * @param prefix what a file's URL is its name behind
 * @param mirrors more such prefixes
 * @param ptex beside the manifest
 */
public record SkinnyRequest(
        Path manifest, List<String> names, String prefix, List<String> mirrors, Optional<Path> ptex) {
    public SkinnyRequest {
        names = List.copyOf(names);
        mirrors = List.copyOf(mirrors);
    }
}
