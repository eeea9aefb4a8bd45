package dev.ptex.transport.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Turns a URL's path into a file's name: {@code %2B} and {@code +} both mean a plus (PBS archives have them). */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes as UTF-8; a percent sign that starts no escape stands for itself. */
    static String decode(String path) {
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

    private static boolean isEscape(byte[] written, int at) {
        return written[at] == '%'
                && at + 2 < written.length
                && HexFormat.isHexDigit(written[at + 1])
                && HexFormat.isHexDigit(written[at + 2]);
    }
}
