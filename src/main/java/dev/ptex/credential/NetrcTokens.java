package dev.ptex.credential;

import java.util.Optional;

/** Splits a netrc file into words, as curl does: blanks part them, quotes hold them together, # starts a comment line. */
final class NetrcTokens {
    private final String text;
    private int position;

    NetrcTokens(String text) {
        this.text = text;
    }

    Optional<String> next() {
        skipBlanksAndComments();
        if (position == text.length()) {
            return Optional.empty();
        }
        return Optional.of(text.charAt(position) == '"' ? quoted() : plain());
    }

    /** Leaves a macro out, which lasts until an empty line. */
    void skipMacro() {
        int end = text.indexOf("\n\n", position);
        int other = text.indexOf("\n\r\n", position);
        int nearest = end < 0 ? other : other < 0 ? end : Math.min(end, other);
        position = nearest < 0 ? text.length() : nearest + 1;
    }

    private void skipBlanksAndComments() {
        boolean lineStart = position == 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (lineStart && c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (!isBlank(c)) {
                return;
            } else {
                lineStart |= c == '\n';
                position++;
            }
        }
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !isBlank(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        StringBuilder word = new StringBuilder();
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position++);
            word.append(c == '\\' && position < text.length() ? escaped(text.charAt(position++)) : c);
        }
        position = Math.min(position + 1, text.length());
        return word.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static boolean isBlank(char c) {
        return c <= ' ';
    }
}
