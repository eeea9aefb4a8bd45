package dev.ptex.url;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a file is, spelled as its author spelled it.
 *
 * <p>{@code java.net.URI} refuses what real manifests contain (blanks, {@code |}, host names with an underscore) and
 * its other constructors decode and encode again, which turns {@code %2B} into {@code +}. Clients look names up and
 * expect paths to go out verbatim, so only what a request line cannot carry (RFC 9112 section 3.2) is percent-encoded
 * here, and nothing but the host is ever decoded.
 *
 * @param scheme in lower case
 * @param userInfo as written, percent-encoded; a secret
 * @param host without the brackets of an IPv6 address; empty for most {@code file:} URLs
 * @param port -1 where none is written
 * @param path may be empty
 * @param query without its question mark; may hold secrets
 */
public record Url(
        String scheme, Optional<String> userInfo, String host, int port, String path, Optional<String> query) {

    /**
     * Reads an absolute URL; a fragment is dropped.
     *
     * @throws MalformedUrlException if it has no scheme, no host where its scheme needs one, or an impossible port
     */
    public static Url parse(String text) throws MalformedUrlException {
        return UrlParser.parse(text);
    }

    /** The URL of a local file, or of one on a share of Windows, which is then its host. */
    public static Url of(Path path) {
        return FileUrl.of(path.toAbsolutePath().toString(), path.getFileSystem().getSeparator());
    }

    /** Whether the text starts with a scheme; a single letter is taken for a Windows drive. */
    public static boolean isAbsolute(String text) {
        return UrlParser.schemeLength(text) > 1;
    }

    /**
     * What a reference means when it is found here (RFC 3986 section 5.2).
     *
     * @throws MalformedUrlException if the result is not a URL
     */
    public Url resolve(String reference) throws MalformedUrlException {
        return UrlReference.resolve(this, reference);
    }

    public boolean isHttp() {
        return scheme.equals("http") || scheme.equals("https");
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** The port that is written, else the scheme's own; -1 for a scheme without ports. */
    public int effectivePort() {
        if (port != -1) {
            return port;
        }
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "ftp", "ftps" -> 21;
            default -> -1;
        };
    }

    /** Path and query as a request line carries them: an empty path becomes {@code /} (RFC 9112 section 3.2.1). */
    public String requestTarget() {
        return (path.isEmpty() ? "/" : path) + query.map(value -> "?" + value).orElse("");
    }

    /** Host and port as the Host header carries them: a scheme's own port is left out, as browsers and curl do. */
    public String authority() {
        boolean standard = port == -1 || port == new Url(scheme, userInfo, host, -1, path, query).effectivePort();
        return bracketedHost() + (standard ? "" : ":" + port);
    }

    /**
     * The same place in the one spelling that all equivalent ones share (RFC 3986 section 6.2.2), without user
     * information: so that no other spelling gets around a rule for it.
     */
    public Url normalized() {
        String name = host.toLowerCase(Locale.ROOT);
        return new Url(
                scheme,
                Optional.empty(),
                name.endsWith(".") ? name.substring(0, name.length() - 1) : name,
                port == new Url(scheme, userInfo, host, -1, path, query).effectivePort() ? -1 : port,
                UrlReference.withoutDots(PercentEncoding.normalized(path.isEmpty() ? "/" : path)),
                query);
    }

    public Origin origin() {
        return new Origin(scheme, host.toLowerCase(Locale.ROOT), effectivePort());
    }

    /** The same place with another URL's user name and password. */
    public Url withUserInfoOf(Url other) {
        return new Url(scheme, other.userInfo, host, port, path, query);
    }

    /**
     * The path's last segment, as written; may be empty.
     *
     * <p>It is never decoded: {@code %2F} must not become a separator (wcurl's CVE-2025-11563).
     */
    public String lastSegment() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A record's own is linked when it is first called, which takes the JVM 5 ms. */
    @Override
    public int hashCode() {
        return 31 * host.hashCode() + path.hashCode();
    }

    /** The URL for people: without user information, and with the names but not the values of its query. */
    @Override
    public String toString() {
        return prefix()
                + path
                + query.map(value -> "?" + Redaction.query(value)).orElse("");
    }

    private String prefix() {
        return scheme + "://" + bracketedHost() + (port == -1 ? "" : ":" + port);
    }

    private String bracketedHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
