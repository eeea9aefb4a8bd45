package dev.ptex.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a settings file: Java's properties, in UTF-8, and with one addition: inside double quotes in a key, {@code :},
 * {@code =} and blanks belong to it. The quotes themselves do not, so that {@code ptex.rewrite."https://x/"} and
 * {@code ptex.rewrite.https\://x/} are one key.
 *
 * <p>{@code java.util.Properties} cannot be asked in which line something stands, and errors have to say it.
 */
final class SettingsReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private int position;
    private int line = 1;

    private SettingsReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * All settings in the order of the file.
     *
     * @param file as messages name it
     * @throws SettingsException naming the line that cannot be read
     */
    static List<Setting> read(String file, byte[] octets) {
        return new SettingsReader(file, decoded(file, octets)).settings();
    }

    private static String decoded(String file, byte[] octets) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length);
        if (decoder.decode(in, out, true).isError()) {
            String before = new String(octets, 0, in.position(), StandardCharsets.UTF_8);
            throw trouble(file, 1 + (int) before.chars().filter(c -> c == '\n').count(), "it is not UTF-8");
        }
        String text = out.flip().toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        while (position < text.length()) {
            if (isNewline()) {
                newline();
            } else if (isBlank() || joinsLines()) {
                position++;
            } else if ("#!".indexOf(text.charAt(position)) >= 0) {
                skipLine();
            } else {
                int first = line;
                settings.add(new Setting(key(), value(), file, first));
            }
        }
        return settings;
    }

    private String key() {
        StringBuilder key = new StringBuilder();
        boolean quoted = false;
        while (!isAtEnd() && (quoted || !(isBlank() || isSeparator()))) {
            char c = text.charAt(position++);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                escape(key);
            } else {
                key.append(c);
            }
        }
        if (quoted) {
            throw trouble(file, line, "a double quote in its key is not closed");
        }
        return key.toString();
    }

    private String value() {
        skipBlanks();
        if (!isAtEnd() && isSeparator()) {
            position++;
            skipBlanks();
        }
        StringBuilder value = new StringBuilder();
        while (!isAtEnd()) {
            char c = text.charAt(position++);
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** What a backslash begins; at the end of a line it joins the next one, without the blanks before that. */
    private void escape(StringBuilder to) {
        if (position == text.length()) {
            return;
        }
        if (isNewline()) {
            newline();
            while (position < text.length() && isBlank()) {
                position++;
            }
            return;
        }
        char c = text.charAt(position++);
        switch (c) {
            case 't' -> to.append('\t');
            case 'n' -> to.append('\n');
            case 'r' -> to.append('\r');
            case 'f' -> to.append('\f');
            case 'u' -> to.append(unicode());
            default -> to.append(c);
        }
    }

    private char unicode() {
        int end = position + 4;
        if (end > text.length() || !text.substring(position, end).chars().allMatch(HexFormat::isHexDigit)) {
            throw trouble(file, line, "four hexadecimal digits are missing after \\u");
        }
        String digits = text.substring(position, end);
        position = end;
        return (char) HexFormat.fromHexDigits(digits);
    }

    private void skipBlanks() {
        while (!isAtEnd() && (isBlank() || joinsLines())) {
            boolean joins = !isBlank();
            position++;
            if (joins) {
                newline();
            }
        }
    }

    private boolean joinsLines() {
        boolean escape = text.charAt(position) == '\\' && position + 1 < text.length();
        return escape && "\r\n".indexOf(text.charAt(position + 1)) >= 0;
    }

    private void skipLine() {
        while (!isAtEnd()) {
            position++;
        }
    }

    private boolean isAtEnd() {
        return position == text.length() || isNewline();
    }

    private boolean isNewline() {
        return "\r\n".indexOf(text.charAt(position)) >= 0;
    }

    private void newline() {
        boolean pair = text.startsWith("\r\n", position);
        position += pair ? 2 : 1;
        line++;
    }

    private boolean isBlank() {
        return " \t\f".indexOf(text.charAt(position)) >= 0;
    }

    private boolean isSeparator() {
        return "=:".indexOf(text.charAt(position)) >= 0;
    }

    private static SettingsException trouble(String file, int line, String reason) {
        return new SettingsException("cannot read settings from " + file + ":" + line + ": " + reason);
    }
}
