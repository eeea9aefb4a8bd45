package dev.ptex.header;

import java.util.Optional;
import java.util.regex.Pattern;

/** One header field as it goes over the wire. */
public record Header(String name, String value) {
    private static final Pattern AUTHORITY = Pattern.compile("[\\w.~%-]+(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");
    /** RFC 9110 section 5.6.2. */
    public static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /**
     * Reads {@code Name: value}, or {@code Name:} for a header that is to be left out, or {@code Name;} for one that is
     * to be sent empty, as libcurl does.
     *
     * @return nothing if the name is no token or the value has a line break, which would let
     *     it smuggle further headers in, or if it is Host, with a value that is none
     */
    public static Optional<Header> parse(String text) {
        int colon = text.indexOf(':');
        boolean sentEmpty = colon < 0 && text.endsWith(";");
        String name = sentEmpty ? text.substring(0, text.length() - 1) : text.substring(0, Math.max(colon, 0));
        String value = colon < 0 ? " " : text.substring(colon + 1).strip();
        boolean safe = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
        boolean impossible = name.equalsIgnoreCase("Host")
                && !value.isEmpty()
                && !AUTHORITY.matcher(value).matches();
        return name.matches(TOKEN) && safe && !impossible ? Optional.of(new Header(name, value)) : Optional.empty();
    }

    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }

    /** Whether this header, given by the user, only takes a default one away. */
    public boolean removes() {
        return value.isEmpty();
    }

    /** The header for people: some values are secrets. */
    @Override
    public String toString() {
        return name + ": ***";
    }
}
