package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.manifest.ManifestSurvey.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An object of names with their URLs: {@code "ptex"} or {@code "ptex-mirrors"}.
 *
 * @param names all that it has
 * @param references of the wanted name, as written
 * @param trouble why those cannot be read; other names' are never looked at
 */
record UrlTable(boolean isThere, Set<String> names, List<String> references, Optional<String> trouble) {
    static final UrlTable ABSENT = new UrlTable(false, Set.of(), List.of(), Optional.empty());

    /**
     * Reads the value of a key.
     *
     * @param expected the wanted name's value in words
     */
    static UrlTable read(JsonParser json, String key, String wanted, Expected expected) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String trouble = JsonTrouble.unexpected(json, "an object for \"" + key + "\"");
            json.skipChildren();
            return new UrlTable(true, Set.of(), List.of(), Optional.of(trouble));
        }
        Set<String> names = new LinkedHashSet<>();
        References value = new References(List.of(), Optional.empty());
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            names.add(name);
            if (name.equals(wanted)) {
                value = references(json, key, wanted, expected);
            } else {
                json.skipChildren();
            }
        }
        return new UrlTable(true, names, value.texts(), value.trouble());
    }

    /** Reads what a table has of a name. */
    static References references(JsonParser json, String key, String name, Expected expected) throws IOException {
        return read(json, expected, expected.words + " for \"" + name + "\" in \"" + key + "\"");
    }

    /** What a name's value may be. */
    enum Expected {
        STRING("a string"),
        STRINGS("an array of strings");

        private final String words;

        Expected(String words) {
            this.words = words;
        }
    }

    private static References read(JsonParser json, Expected expected, String words) throws IOException {
        if (expected == Expected.STRINGS && json.currentToken() == JsonToken.START_ARRAY) {
            return elements(json, words);
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return new References(List.of(json.getText()), Optional.empty());
        }
        String trouble = JsonTrouble.unexpected(json, words);
        json.skipChildren();
        return new References(List.of(), Optional.of(trouble));
    }

    private static References elements(JsonParser json, String words) throws IOException {
        List<String> strings = new ArrayList<>();
        Optional<String> trouble = Optional.empty();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            References element = read(json, Expected.STRING, words);
            strings.addAll(element.texts());
            trouble = trouble.or(element::trouble);
        }
        return new References(strings, trouble);
    }
}
