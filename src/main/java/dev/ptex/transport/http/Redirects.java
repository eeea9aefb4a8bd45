package dev.ptex.transport.http;

import dev.ptex.transport.TransportException;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a reply sends its reader (RFC 9110 section 15.4), and where it may not. */
final class Redirects {
    /** As many as libcurl follows, and so ptex 1.7. */
    static final int LIMIT = 30;

    private static final Set<Integer> STATUSES = Set.of(300, 301, 302, 303, 307, 308);

    private Redirects() {}

    /**
     * The next place to ask.
     *
     * @param verified whether a hash will check the bytes; only then may the way lead from https to http
     * @throws TransportException if the reply leads to a place that must not be asked
     */
    static Optional<Url> next(Url from, int status, Optional<String> location, boolean verified)
            throws TransportException {
        if (!STATUSES.contains(status) || location.isEmpty()) {
            return Optional.empty();
        }
        Url to = resolve(from, octets(location.get()));
        if (!to.isHttp()) {
            // A server must not make us read local files, or speak to whatever else a URL can name.
            throw new TransportException("it redirects to " + to + ", and only http and https are followed");
        }
        if (from.isSecure() && !to.isSecure() && !verified) {
            throw new TransportException(
                    "it redirects from https to " + to + ", and no hash is known to check what comes from there");
        }
        return Optional.of(to);
    }

    private static Url resolve(Url from, String location) throws TransportException {
        try {
            return from.resolve(location);
        } catch (MalformedUrlException e) {
            throw new TransportException(
                    "it redirects to \"" + Redaction.text(location) + "\", which is no URL: " + e.getMessage());
        }
    }

    /**
     * Servers write UTF-8 into Location, or Latin-1; header values arrive with one character for each octet. What is no
     * UTF-8 goes on as the octets that it is.
     */
    private static String octets(String value) {
        if (!value.chars().allMatch(c -> c <= 0xff)) {
            return value;
        }
        byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(octets, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets) ? text : escaped(octets);
    }

    private static String escaped(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append(octet < 0 ? String.format(Locale.ROOT, "%%%02X", octet & 0xff) : (char) octet);
        }
        return text.toString();
    }
}
