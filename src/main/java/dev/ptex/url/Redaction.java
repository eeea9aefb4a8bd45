package dev.ptex.url;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes the secrets out of what people get to see: signed URLs carry them in the query, proxies' before an @. */
public final class Redaction {
    private static final String HIDDEN = "***";
    /** Up to the last @, wherever it is: what is no URL may have its password anywhere. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=^|//)[^\\s]*@");

    private Redaction() {}

    /** A query with its names but not its values. */
    static String query(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(part -> part.isEmpty() ? "" : part.substring(0, part.indexOf('=') + 1) + HIDDEN)
                .collect(Collectors.joining("&"));
    }

    /** A text that should have been a URL and is not, fit to be shown. */
    public static String text(String text) {
        String withoutUser = USER_INFO.matcher(text).replaceAll("");
        int query = withoutUser.indexOf('?');
        return query < 0 ? withoutUser : withoutUser.substring(0, query + 1) + query(withoutUser.substring(query + 1));
    }
}
