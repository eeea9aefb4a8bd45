package dev.ptex.transport.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Turns a URL's path into a file's name: {@code %2B} and {@code +} both mean a plus (PBS archives have them). */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes as UTF-8; a percent sign that starts no escape stands for itself. */
    static String decode(String path) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (isEscape(path, i)) {
                decoded.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
                i += 2;
            } else {
                decoded.write(path.charAt(i));
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static boolean isEscape(String path, int at) {
        return path.charAt(at) == '%'
                && at + 2 < path.length()
                && HexFormat.isHexDigit(path.charAt(at + 1))
                && HexFormat.isHexDigit(path.charAt(at + 2));
    }
}
