package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.digest.ChecksumList;
import dev.ptex.mirror.Mirror;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where prefetched files lie.
 *
 * @param byHash whether each is named by its sha256, so that what is equal is there once
 */
record Folder(Path path, boolean byHash) {
    /** Why nothing at all is to be fetched into it. */
    Optional<String> objection(Path manifest, List<Wish> wishes, Platform platform) throws IOException {
        if (wishes.isEmpty()) {
            return Optional.of("cannot prefetch " + manifest + ": it names no file");
        }
        Map<String, String> names = new HashMap<>();
        for (Wish wish : wishes) {
            String name = wish.name();
            Optional<String> problem = FolderName.problem(name, platform);
            if (problem.isPresent()) {
                return Optional.of("cannot prefetch \"" + name + "\": it " + problem.get());
            }
            if (byHash && wish.facts().sha256().isEmpty()) {
                return Optional.of("cannot prefetch " + name + " by its hash: the manifest has no sha256 of it");
            }
            String other = names.put(FolderName.folded(name), name);
            if (other != null && !byHash) {
                return Optional.of("cannot prefetch both \"" + other + "\" and \"" + name
                        + "\": macOS and Windows take them for one name; --cas names files by their hash");
            }
        }
        Path written = place(FolderName.MANIFEST);
        return Files.exists(written) && Files.isSameFile(written, manifest)
                ? Optional.of("cannot prefetch into " + path + ": its " + FolderName.MANIFEST
                        + " is the manifest itself, and would be replaced")
                : Optional.empty();
    }

    void create() throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException(e.getFile());
        }
    }

    /** The files by the names that they have in the folder. */
    Map<String, Wish> places(List<Wish> wishes) {
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
    Map<String, String> recorded() throws IOException {
        Path checksums = place(FolderName.CHECKSUMS);
        // Bytes that are no UTF-8 are in no line of ours.
        return Files.isRegularFile(checksums)
                ? ChecksumList.parse(new String(Files.readAllBytes(checksums), StandardCharsets.UTF_8))
                : Map.of();
    }
}
