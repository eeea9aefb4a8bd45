package dev.ptex.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Turns what a URL carries into what it means, and back; {@code %2B} and {@code +} both mean a plus. */
public final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes as UTF-8; a percent sign that starts no escape stands for itself. */
    public static String decode(String path) {
        byte[] written = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(written.length);
        for (int i = 0; i < written.length; i++) {
            if (isEscape(written, i)) {
                decoded.write(HexFormat.fromHexDigit(written[i + 1]) << 4 | HexFormat.fromHexDigit(written[i + 2]));
                i += 2;
            } else {
                decoded.write(written[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** Encodes all but what needs none anywhere in a URL (RFC 3986 section 2.3), slashes too. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Decodes what needs no escape, and writes the other escapes in capitals; the path of a URL is all ASCII. */
    static String normalized(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        StringBuilder normal = new StringBuilder(path.length());
        for (int i = 0; i < octets.length; i++) {
            if (isEscape(octets, i)) {
                String escape = path.substring(i, i + 3).toUpperCase(Locale.ROOT);
                char meant = (char) HexFormat.fromHexDigits(escape, 1, 3);
                normal.append(isUnreserved(meant) ? String.valueOf(meant) : escape);
                i += 2;
            } else {
                normal.append((char) octets[i]);
            }
        }
        return normal.toString();
    }

    private static boolean isUnreserved(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static boolean isEscape(byte[] written, int at) {
        return written[at] == '%'
                && at + 2 < written.length
                && HexFormat.isHexDigit(written[at + 1])
                && HexFormat.isHexDigit(written[at + 2]);
    }
}
