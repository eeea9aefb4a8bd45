package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.header.Header;
import dev.ptex.mirror.Mirror;
import dev.ptex.url.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A file that is wanted.
 *
 * @param name what people call it: its name in the manifest, else its URL's last segment
 * @param mirrors where to try, in order; at least one
 * @param expectation what its bytes must be; nothing if nothing is known of them
 * @param headers given with -H, meant for the origin of the URL that is no mirror's
 */
public record DownloadRequest(
        String name, List<Mirror> mirrors, Optional<Expectation> expectation, List<Header> headers) {
    public DownloadRequest {
        mirrors = List.copyOf(mirrors);
        headers = List.copyOf(headers);
        expectation = expectation.filter(Expectation::isKnown);
    }

    /**
     * The origin of the URL that the user or the manifest names first, in whatever order mirrors are tried, and wherever
     * the site's policy leads.
     */
    Origin home() {
        return mirrors.stream()
                .filter(mirror -> mirror.source() != Mirror.Source.MIRRORS)
                .findFirst()
                .orElse(mirrors.get(0))
                .original()
                .origin();
    }
}
