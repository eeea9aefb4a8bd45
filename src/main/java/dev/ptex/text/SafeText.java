package dev.ptex.text;

/**
 * Makes text from elsewhere fit for a terminal: what a server, a certificate or a manifest says must not be able to
 * move the cursor, add lines, or show a name backwards.
 */
public final class SafeText {
    private SafeText() {}

    /** The text with control, format (among them bidirectional overrides) and line separator characters made visible. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(SafeText::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(safe, character));
        return safe.toString();
    }

    /** As {@link #of}, and cut off where it gets longer than people will read. */
    public static String of(String text, int longest) {
        String safe = of(text);
        return safe.length() <= longest ? safe : safe.substring(0, longest) + "...";
    }

    private static void append(StringBuilder safe, int character) {
        if (isUnsafe(character)) {
            safe.append(String.format(escape(character), character));
        } else {
            safe.appendCodePoint(character);
        }
    }

    private static String escape(int character) {
        if (character <= 0xff) {
            return "\\x%02x";
        }
        return character <= 0xffff ? "\\u%04x" : "\\U%08x";
    }

    private static boolean isUnsafe(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
