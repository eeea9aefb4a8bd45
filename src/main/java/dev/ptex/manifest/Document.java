package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A text of JSON that is one object. */
final class Document {
    private Document() {}

    /** Reads the value of a key, which the parser is at, to its end. */
    @FunctionalInterface
    interface Value {
        void read(String key) throws IOException, EntryException;
    }

    /**
     * Reads the whole text.
     *
     * @throws IOException if it is no JSON
     * @throws EntryException if it is no object
     */
    static void read(JsonParser json, Value value) throws IOException, EntryException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new EntryException("it is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new EntryException(JsonTrouble.unexpected(json, "an object"));
        }
        readObject(json, value);
        if (json.nextToken() != null) {
            throw new EntryException(JsonTrouble.unexpected(json, "the end of the file"));
        }
    }

    /** Reads the rest of the object that the parser has entered. */
    static void readObject(JsonParser json, Value value) throws IOException, EntryException {
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            value.read(key);
        }
    }
}
