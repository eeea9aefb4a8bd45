package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.digest.ChecksumList;
import dev.ptex.mirror.Mirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where prefetched files lie.
 *
 * @param byHash whether each is named by its sha256, so that what is equal is there once
 */
record Folder(Path path, boolean byHash) {
    /** The files by the names that they have in the folder. */
    Map<String, Wish> places(Collection<Wish> wishes) {
        Map<String, Wish> places = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            places.merge(byHash ? wish.facts().sha256().orElseThrow() : wish.name(), wish, Folder::joined);
        }
        return places;
    }

    /** One file, which may be had where either is. */
    private static Wish joined(Wish first, Wish second) {
        List<Mirror> named = new ArrayList<>(first.named());
        named.addAll(second.named());
        return new Wish(first.name(), named, first.facts(), first.expectation());
    }

    Path place(String name) {
        return path.resolve(name);
    }

    /** Whether a file is there that has that hash. */
    boolean holds(String name, String sha256, Platform platform) {
        return FolderName.problem(name, platform).isEmpty() && FolderFetch.has(place(name), sha256);
    }

    /** The hashes that an earlier run has noted. */
    Map<String, String> recorded(Path checksums) throws IOException {
        return Files.isRegularFile(checksums) ? ChecksumList.parse(Files.readString(checksums)) : Map.of();
    }
}
