package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/**
 * Words for JSON that is malformed: where, what should be there, and what is. Jackson's own words name its classes and
 * its options, so only the place is taken from it, and the rest from the text around that place.
 */
final class JsonTrouble {
    private static final int LONGEST_WORD = 30;

    private final JsonParser json;
    private final ManifestText text;

    JsonTrouble(JsonParser json, ManifestText text) {
        this.json = json;
        this.text = text;
    }

    /** Words for well-formed JSON of the wrong type; the parser has just read the token. */
    static String unexpected(JsonParser json, String expected) {
        return at(json.currentTokenLocation(), 0) + "expected " + expected + ", found " + kind(json.currentToken());
    }

    String describe(JsonProcessingException e) {
        JsonLocation place = e.getLocation() == null ? json.currentLocation() : e.getLocation();
        long position = place.getCharOffset();
        if (e instanceof StreamConstraintsException) {
            return at(place, -1) + "expected at most " + ManifestService.DEEPEST + " levels of nesting, found more";
        }
        if (e instanceof JsonEOFException || position >= text.length()) {
            return at(place, 0) + "the file ends inside " + unfinished(e);
        }
        long control = isControl(position - 1) ? position - 1 : position;
        if (text.at(control) < ' ') {
            String expected = insteadOfControl(text.at(control));
            return at(place, control - position) + "expected " + expected + ", found " + control(text.at(control));
        }
        long start = startOfWord(position);
        return at(place, start - position) + "expected " + expected(start) + ", found " + word(start);
    }

    private static String at(JsonLocation place, long shift) {
        return "line " + place.getLineNr() + ", column " + (place.getColumnNr() + shift) + ": ";
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.asString();
        };
    }

    private String unfinished(JsonProcessingException e) {
        if (e instanceof JsonEOFException end) {
            if (end.getTokenBeingDecoded() == JsonToken.VALUE_STRING) {
                return "a string";
            }
            if (end.getTokenBeingDecoded() == JsonToken.FIELD_NAME) {
                return "a name";
            }
        }
        return json.getParsingContext().inArray() ? "an array" : "an object";
    }

    /** The parser stops after one between values, and at one in a string. */
    private boolean isControl(long position) {
        int character = text.at(position);
        return character >= 0 && character < ' ' && "\t\n\r".indexOf(character) < 0;
    }

    /** Ends of lines are no trouble but in a string. */
    private static String insteadOfControl(int character) {
        return character == '\n' || character == '\r' ? "a closing double quote" : "a character that JSON has there";
    }

    private static String control(int character) {
        return switch (character) {
            case '\n', '\r' -> "the end of the line";
            case '\t' -> "a tab";
            case -1 -> "another";
            default -> String.format("\\x%02x", character);
        };
    }

    private String expected(long start) {
        int before = text.at(lastBefore(start));
        JsonStreamContext context = json.getParsingContext();
        if (text.at(start - 1) == '\\') {
            return text.at(start) == 'u' ? "four hexadecimal digits after \\u" : "an escape that JSON has";
        }
        if (context.inRoot()) {
            return json.currentToken() == null ? "'{'" : "the end of the file";
        }
        return switch (before) {
            case ':' -> "a value";
            case '{' -> "a name in double quotes or '}'";
            case '[' -> "a value or ']'";
            case ',' -> context.inObject() ? "a name in double quotes" : "a value";
            default -> separator(context);
        };
    }

    private String separator(JsonStreamContext context) {
        if (context.inArray()) {
            return "',' or ']'";
        }
        return json.currentToken() == JsonToken.FIELD_NAME ? "':'" : "',' or '}'";
    }

    private long lastBefore(long position) {
        long last = position - 1;
        while (text.at(last) >= 0 && text.at(last) <= ' ') {
            last--;
        }
        return last;
    }

    /**
     * The parser stops within what it took for a number, as in {@code 01}, and after what another dialect has for one, as
     * {@code NaN}; people see one word. What is complete ends in a digit, or as {@code true}, {@code false}, {@code null}.
     */
    private long startOfWord(long position) {
        int before = text.at(position - 1);
        boolean complete =
                !isWord(text.at(position)) && (!Character.isLetter(before) || before == 'e' || before == 'l');
        long start = position;
        while (!complete && start > position - LONGEST_WORD && isWord(text.at(start - 1))) {
            start--;
        }
        return start;
    }

    private String word(long start) {
        StringBuilder word = new StringBuilder();
        for (long i = start; isWord(text.at(i)) && word.length() < LONGEST_WORD; i++) {
            word.append((char) text.at(i));
        }
        if (word.length() == 0) {
            word.append((char) text.at(start));
            if (Character.isHighSurrogate(word.charAt(0)) && text.at(start + 1) >= 0) {
                word.append((char) text.at(start + 1));
            }
        }
        return word.charAt(0) == '\'' ? "a single quote" : "'" + word + "'";
    }

    private static boolean isWord(int character) {
        return character >= 0
                && character < 0x80
                && (Character.isLetterOrDigit(character) || "+-._$".indexOf(character) >= 0);
    }
}
