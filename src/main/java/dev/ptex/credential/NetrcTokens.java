package dev.ptex.credential;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Splits a netrc file into words, as curl does: blanks part them, quotes hold them together, # starts a comment line. */
final class NetrcTokens {
    private final String text;
    private int position;
    private boolean broken;

    NetrcTokens(String text) {
        // Comments go first, as in curl: anywhere but at a line's start, a # belongs to a password.
        this.text = text.lines()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /** The next word where a keyword may stand, in lower case; a quoted word is never one, and comes out empty. */
    Optional<String> keyword() {
        skipBlanks();
        boolean quoted = position < text.length() && text.charAt(position) == '"';
        return value().map(word -> quoted ? "" : word.toLowerCase(Locale.ROOT));
    }

    /** The next word as it is meant. */
    Optional<String> value() {
        skipBlanks();
        if (position == text.length()) {
            return Optional.empty();
        }
        return text.charAt(position) == '"' ? quoted() : Optional.of(plain());
    }

    /** Leaves a macro out, which lasts until an empty line. */
    void skipMacro() {
        int end = text.indexOf("\n\n", position);
        position = end < 0 ? text.length() : end;
    }

    /** Whether a quote was never closed, so that the words after it cannot be told from the one in it. */
    boolean isBroken() {
        return broken;
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !isBlank(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** Ends in its line: a stray quote must not reach into the entry of another machine. */
    private Optional<String> quoted() {
        StringBuilder word = new StringBuilder();
        int newline = text.indexOf('\n', position);
        int end = newline < 0 ? text.length() : newline;
        for (position++; position < end; position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return Optional.of(word.toString());
            }
            boolean escape = c == '\\' && position + 1 < end;
            word.append(escape ? escaped(text.charAt(++position)) : c);
        }
        broken = true;
        position = text.length();
        return Optional.empty();
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
