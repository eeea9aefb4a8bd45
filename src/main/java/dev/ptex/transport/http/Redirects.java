package dev.ptex.transport.http;

import dev.ptex.header.Octets;
import dev.ptex.transport.TransportException;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.util.Locale;
import java.util.Optional;

/** Where a reply sends its reader (RFC 9110 section 15.4), and where it may not. */
final class Redirects {
    /** As many as libcurl follows, and so ptex 1.7. */
    static final int LIMIT = 30;

    private Redirects() {}

    /**
     * The next place to ask.
     *
     * @param verified whether a hash will check the bytes; only then may the way lead from https to http
     * @throws TransportException if the reply leads to a place that must not be asked
     */
    static Optional<Url> next(Url from, int status, Optional<String> location, boolean verified)
            throws TransportException {
        // Whatever the number, as libcurl does: RFC 9110 section 15 has unknown ones taken for 300. An empty place
        // would be where the reply comes from, which would say the same again.
        if (status / 100 != 3 || location.filter(place -> !place.isBlank()).isEmpty()) {
            return Optional.empty();
        }
        // Servers write UTF-8 into Location, or Latin-1, whose octets go on as they are.
        String place = Octets.utf8(location.get()).orElseGet(() -> escaped(location.get()));
        Url to = resolve(from, place);
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

    private static String escaped(String octets) {
        StringBuilder text = new StringBuilder();
        octets.chars()
                .forEach(octet ->
                        text.append(octet < 0x80 ? (char) octet : String.format(Locale.ROOT, "%%%02X", octet)));
        return text.toString();
    }
}
