package dev.ptex.digest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a {@code SHA256SUMS}, as {@code sha256sum -c} reads it: a hash, two blanks, and a name, on a line each. */
public final class ChecksumList {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private ChecksumList() {}

    /** @param hashes by name; none with a backslash or the end of a line, which would have to be escaped */
    public static String text(Map<String, String> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /** The hashes by name; lines of another form say nothing. */
    public static Map<String, String> parse(String text) {
        Map<String, String> hashes = new LinkedHashMap<>();
        text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> hashes.put(line.group(2), line.group(1)));
        return hashes;
    }
}
