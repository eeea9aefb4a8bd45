package dev.ptex.url;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Resolves a reference: a Location header (RFC 9110 section 10.2.2) or a relative entry of a manifest. */
final class UrlReference {
    private UrlReference() {}

    static Url resolve(Url base, String reference) throws MalformedUrlException {
        String text = UrlParser.withoutFragment(reference);
        if (Url.isAbsolute(text)) {
            return UrlParser.parse(text);
        }
        if (FileUrl.isOfWindows(base)) {
            return FileUrl.resolve(base, text);
        }
        if (text.startsWith("//")) {
            return UrlParser.parse(base.scheme() + ":" + text);
        }
        return merge(base, text);
    }

    /** Resolves what has neither a scheme nor a host of its own. */
    static Url merge(Url base, String text) {
        int question = text.indexOf('?');
        String path = UrlParser.encode(question < 0 ? text : text.substring(0, question));
        Optional<String> query =
                question < 0 ? Optional.empty() : Optional.of(UrlParser.encode(text.substring(question + 1)));
        if (path.isEmpty()) {
            return with(base, base.path(), question < 0 ? base.query() : query);
        }
        String merged = path.startsWith("/")
                ? path
                : base.path().substring(0, base.path().lastIndexOf('/') + 1) + path;
        return with(base, withoutDots(merged.startsWith("/") ? merged : "/" + merged), query);
    }

    private static Url with(Url base, String path, Optional<String> query) {
        return new Url(base.scheme(), base.userInfo(), base.host(), base.port(), path, query);
    }

    /** Removes the segments {@code .} and {@code ..} (RFC 3986 section 5.2.4). */
    static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean dots = segments[i].equals(".") || segments[i].equals("..");
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
