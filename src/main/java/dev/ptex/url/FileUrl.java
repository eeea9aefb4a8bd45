package dev.ptex.url;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is special about {@code file:} URLs (RFC 8089): most have no host, and a path of Windows may stand in them in each
 * way that browsers take (WHATWG's URL standard, "file state") and libcurl on Windows, and so ptex 1.7.
 *
 * <p>Where a drive is written, it is one on every platform, so that a URL means the same wherever it is read.
 */
final class FileUrl {
    /** {@code C:/x}, {@code /C:\x}, {@code //C|/x}, {@code ///C:}: after so many slashes, it is no host (appendix E.2). */
    private static final Pattern DRIVE = Pattern.compile("/{0,3}([A-Za-z])[:|](?=[/\\\\]|$)");

    /** The hosts that are this machine without asking anybody; libcurl's, too. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("//(localhost|127\\.0\\.0\\.1)(?=/|$)", Pattern.CASE_INSENSITIVE);

    private FileUrl() {}

    /** Reads what is behind the scheme and its colon, without a fragment. */
    static Url parse(String text) throws MalformedUrlException {
        int question = text.indexOf('?');
        String place = THIS_MACHINE
                .matcher(question < 0 ? text : text.substring(0, question))
                .replaceFirst("//");
        Optional<String> query =
                question < 0 ? Optional.empty() : Optional.of(UrlParser.encode(text.substring(question + 1)));
        Matcher drive = DRIVE.matcher(place);
        if (drive.lookingAt()) {
            String path = place.substring(drive.end()).replace('\\', '/');
            return url("", "/" + drive.group(1) + ":" + UrlParser.encode(path), query);
        }
        if (!place.startsWith("//")) {
            return url("", UrlParser.encode(place), query);
        }
        int end = place.indexOf('/', 2);
        String host = place.substring(2, end < 0 ? place.length() : end);
        return url(host(host), end < 0 ? "" : UrlParser.encode(place.substring(end)), query);
    }

    /**
     * The URL of an absolute path.
     *
     * @param separator the one between the path's names; if it is Windows', {@code \\host\share} is a place (appendix E.3)
     */
    static Url of(String path, String separator) {
        String text = UrlParser.encode(
                path.replace(separator, "/").replace("%", "%25").replace("?", "%3F"));
        if (!text.startsWith("//")) {
            return url("", text.startsWith("/") ? text : "/" + text, Optional.empty());
        }
        int end = text.indexOf('/', 2);
        return url(
                text.substring(2, end < 0 ? text.length() : end), end < 0 ? "" : text.substring(end), Optional.empty());
    }

    /** Whether it leads to a drive or a share, so that what is relative to it follows Windows' rules. */
    static boolean isOfWindows(Url url) {
        return url.scheme().equals("file")
                && (!url.host().isEmpty() || DRIVE.matcher(url.path()).lookingAt());
    }

    /**
     * Resolves what has no scheme: backslashes separate names, a drive is absolute, and neither a slash at the beginning
     * nor {@code ..} leads out of the base's drive.
     */
    static Url resolve(Url base, String reference) throws MalformedUrlException {
        String text = reference.replace('\\', '/');
        if (DRIVE.matcher(text).lookingAt() || text.startsWith("//")) {
            return parse(text);
        }
        Url merged = UrlReference.merge(base, text);
        Matcher drive = DRIVE.matcher(base.path());
        return drive.lookingAt() && !DRIVE.matcher(merged.path()).lookingAt()
                ? url("", drive.group() + merged.path(), merged.query())
                : merged;
    }

    /** A share's machine may have a name that DNS would not take. */
    private static String host(String written) throws MalformedUrlException {
        if (!written.matches("[^:@*\"<>|\\\\]*")) {
            throw new MalformedUrlException("its host has a character that no host name has");
        }
        return UrlParser.encode(written);
    }

    private static Url url(String host, String path, Optional<String> query) {
        return new Url("file", Optional.empty(), host, -1, path, query);
    }
}
