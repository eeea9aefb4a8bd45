package dev.ptex.transport;

import dev.ptex.header.Header;
import dev.ptex.url.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers given with -H, and the origin that they were meant for.
 *
 * <p>Other origins, reached by a redirect or as a mirror, get only what is harmless. libcurl takes away just
 * Authorization and Cookie, so that tokens in headers of other names (X-JFrog-Art-Api, PRIVATE-TOKEN) leak.
 */
public record UserHeaders(List<Header> headers, Origin home) {
    private static final Set<String> HARMLESS = Set.of("accept", "user-agent", "range");

    public UserHeaders {
        headers = List.copyOf(headers);
    }

    /** The headers that this origin may see. */
    public List<Header> visibleTo(Origin origin) {
        return origin.equals(home)
                ? headers
                : headers.stream().filter(UserHeaders::isHarmless).toList();
    }

    private static boolean isHarmless(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return HARMLESS.contains(name) || name.startsWith("accept-");
    }
}
