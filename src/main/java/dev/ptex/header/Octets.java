package dev.ptex.header;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What came over the wire as octets, and was read with a character for each (ISO 8859-1). */
public final class Octets {
    private Octets() {}

    /** The octets as text: UTF-8 if they are that, else as they were read. */
    public static String text(String read) {
        return utf8(read).orElse(read);
    }

    /** @return nothing for what is no UTF-8 */
    public static Optional<String> utf8(String read) {
        if (read.chars().anyMatch(c -> c > 0xff)) {
            return Optional.of(read);
        }
        byte[] octets = read.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(octets, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets) ? Optional.of(text) : Optional.empty();
    }
}
