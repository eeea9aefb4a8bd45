package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.digest.Expectation;
import dev.ptex.manifest.ManifestEntry;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.mirror.FileFacts;
import dev.ptex.mirror.Mirror;
import dev.ptex.url.PercentEncoding;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that a command line names.
 *
 * @param name what people call it: its name in the manifest, else its URL's last segment
 * @param named where it is said to be, in order; at least one place
 */
record Wish(String name, List<Mirror> named, FileFacts facts, Optional<Expectation> expectation) {

    /** @param words a manifest and a file's name, or a URL */
    static Wish of(List<String> words, ManifestService manifests, Platform platform)
            throws UsageException, ManifestException {
        if (words.size() == 2) {
            return of(manifests.find(platform.path(words.get(0)), words.get(1)));
        }
        Url url = UrlWord.parse(words.get(0), platform);
        String name = url.lastSegment();
        return new Wish(
                name,
                List.of(new Mirror(url, Mirror.Source.COMMAND_LINE)),
                FileFacts.of(PercentEncoding.decode(name), Optional.empty()),
                Optional.empty());
    }

    /** What a manifest says of a file. */
    static Wish of(ManifestEntry entry) {
        List<Mirror> named = new ArrayList<>();
        named.add(new Mirror(entry.url(), Mirror.Source.MANIFEST));
        entry.mirrors().forEach(url -> named.add(new Mirror(url, Mirror.Source.MIRRORS)));
        return new Wish(entry.name(), named, FileFacts.of(entry.name(), entry.expectation()), entry.expectation());
    }
}
