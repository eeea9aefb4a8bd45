package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.digest.Expectation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks what concerns one name out of a manifest, in one pass and whatever else is in it: scie-jump keeps unknown keys,
 * gives no order, and Pex' bootstrap files have nothing but a {@code "ptex"} object.
 */
final class ManifestReader {
    private final JsonParser json;
    private final String wanted;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean hasPtex;
    private @Nullable String url;
    private List<String> mirrors = List.of();
    private @Nullable Expectation expectation;

    ManifestReader(JsonParser json, String wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    /**
     * @throws IOException if it is no JSON
     * @throws EntryException if it is JSON, but not what a manifest has there
     */
    LiftManifest read() throws IOException, EntryException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new EntryException("a manifest is a JSON object");
        }
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (key) {
                case "ptex" -> readUrls(value);
                case "ptex-mirrors" -> readMirrors(value);
                case "scie" -> readScie(value);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new EntryException("something follows the manifest's closing brace");
        }
        return new LiftManifest(hasPtex, names, Optional.ofNullable(url), mirrors, Optional.ofNullable(expectation));
    }

    private void readUrls(JsonToken value) throws IOException, EntryException {
        if (value != JsonToken.START_OBJECT) {
            throw new EntryException("\"ptex\" is not an object");
        }
        hasPtex = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken type = json.nextToken();
            names.add(name);
            if (!name.equals(wanted)) {
                json.skipChildren();
            } else if (type == JsonToken.VALUE_STRING) {
                url = json.getText();
            } else {
                throw new EntryException("\"ptex\" has no string for \"" + wanted + "\"");
            }
        }
    }

    private void readMirrors(JsonToken value) throws IOException, EntryException {
        if (value != JsonToken.START_OBJECT) {
            throw new EntryException("\"ptex-mirrors\" is not an object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken type = json.nextToken();
            if (!name.equals(wanted)) {
                json.skipChildren();
            } else if (type == JsonToken.VALUE_STRING) {
                mirrors = List.of(json.getText());
            } else {
                mirrors = readStrings(type);
            }
        }
    }

    private List<String> readStrings(JsonToken type) throws IOException, EntryException {
        List<String> strings = new ArrayList<>();
        boolean array = type == JsonToken.START_ARRAY;
        while (array && json.nextToken() != JsonToken.END_ARRAY) {
            array = json.currentToken() == JsonToken.VALUE_STRING;
            strings.add(json.getText());
        }
        if (!array) {
            throw new EntryException("\"ptex-mirrors\" has no array of strings for \"" + wanted + "\"");
        }
        return strings;
    }

    /** A scie of another shape is not for us to refuse: ptex 1.7 does not look at it. */
    private void readScie(JsonToken value) throws IOException {
        if (enters(value)) {
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                JsonToken lift = json.nextToken();
                if (key.equals("lift") && lift == JsonToken.START_OBJECT) {
                    readLift();
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void readLift() throws IOException {
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken files = json.nextToken();
            if (!key.equals("files") || files != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            for (JsonToken file = json.nextToken(); file != JsonToken.END_ARRAY; file = json.nextToken()) {
                readFile(file);
            }
        }
    }

    private void readFile(JsonToken value) throws IOException {
        if (!enters(value)) {
            return;
        }
        boolean isWanted = false;
        OptionalLong size = OptionalLong.empty();
        Optional<String> hash = Optional.empty();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken type = json.nextToken();
            switch (key) {
                case "name" ->
                    isWanted = type == JsonToken.VALUE_STRING && json.getText().equals(wanted);
                case "size" -> size = size(type);
                case "hash" -> hash = type == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
                default -> {}
            }
            json.skipChildren();
        }
        if (isWanted) {
            expectation = new Expectation(size, hash);
        }
    }

    /** science writes null for the size of a file of which it knows only the hash. */
    private OptionalLong size(JsonToken type) throws IOException {
        boolean whole = type == JsonToken.VALUE_NUMBER_INT && json.getText().matches("\\d{1,18}");
        return whole ? OptionalLong.of(json.getLongValue()) : OptionalLong.empty();
    }

    private boolean enters(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            return true;
        }
        json.skipChildren();
        return false;
    }
}
