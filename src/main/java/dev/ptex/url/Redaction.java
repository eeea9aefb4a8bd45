package dev.ptex.url;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Takes the secrets out of what people get to see: signed URLs carry them in the query, proxies' before an @. */
public final class Redaction {
    private static final String HIDDEN = "***";

    private Redaction() {}

    /** A query with its names but not its values. */
    static String query(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(part -> part.isEmpty() ? "" : part.substring(0, part.indexOf('=') + 1) + HIDDEN)
                .collect(Collectors.joining("&"));
    }

    /** A text that should have been a URL and is not, fit to be shown: its password may be anywhere before an @. */
    public static String text(String text) {
        int scheme = text.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = text.lastIndexOf('@');
        String withoutUser = at < start ? text : text.substring(0, start) + text.substring(at + 1);
        int query = withoutUser.indexOf('?');
        return query < 0 ? withoutUser : withoutUser.substring(0, query + 1) + query(withoutUser.substring(query + 1));
    }
}
