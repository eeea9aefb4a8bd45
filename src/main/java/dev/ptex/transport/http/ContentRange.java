package dev.ptex.transport.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file a 206 carries (RFC 9110 section 14.4).
 *
 * @param first offset of its first byte
 * @param last offset of its last byte
 * @param total the whole file's length in bytes, where it is known
 */
record ContentRange(long first, long last, OptionalLong total) {
    /** As leniently as curl: units are of any case, and old Java servers put other things behind them, or none before. */
    private static final Pattern BYTES =
            Pattern.compile("(?i)(?:bytes[ :=]+)?(\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)");

    /** @return nothing for what is no range of bytes, or an impossible one */
    static Optional<ContentRange> parse(String value) {
        Matcher matcher = BYTES.matcher(value.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ContentRange range = new ContentRange(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(3))));
        boolean possible = range.first <= range.last && (range.total.isEmpty() || range.last < range.total.getAsLong());
        return possible ? Optional.of(range) : Optional.empty();
    }
}
