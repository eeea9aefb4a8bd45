package dev.ptex.url;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A file's name as a part of a URL. */
public final class FileReference {
    /** What a path's segment may have besides letters and digits (RFC 3986 section 3.3), and what separates segments. */
    private static final String LEGAL = "-._~!$&'()*+,;=:@/";

    private FileReference() {}

    /**
     * What stands for the file behind a prefix, which is the beginning of a URL; only what a path cannot carry is
     * percent-encoded, so that the plus signs of many archives' names stay.
     */
    public static String behind(String prefix, String name) {
        // In a query, these separate parameters, and a plus is a blank.
        String legal = prefix.indexOf('?') < 0 ? LEGAL : "-._~";
        return UrlParser.encode(prefix) + encoded(name, legal);
    }

    /** What stands for the file beside the one that says so: a colon in the first segment would end a scheme (section 4.2). */
    public static String relative(String name) {
        String path = encoded(name, LEGAL);
        return path.split("/", 2)[0].indexOf(':') < 0 ? path : "./" + path;
    }

    private static String encoded(String text, String legal) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || legal.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
