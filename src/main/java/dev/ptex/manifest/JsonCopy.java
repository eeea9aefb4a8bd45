package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies JSON as it is read, with its order, its numbers as they are written, and all that nobody knows of. */
final class JsonCopy {
    private final JsonParser json;
    private final JsonGenerator out;

    JsonCopy(JsonParser json, JsonGenerator out) {
        this.json = json;
        this.out = out;
    }

    /** Writes something, and reads the value that the parser is at to its end, if it is at one. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;

        Step NOTHING = () -> {};
    }

    /**
     * What becomes of a key.
     *
     * @param found writes name and value, or nothing, where it is there
     * @param missing does where it is not
     */
    private record Change(Step found, Step missing) {}

    /** What becomes of an object's keys; those that are not named are copied, and those that are missing come last. */
    final class Changes {
        private final Map<String, Change> byKey = new LinkedHashMap<>();

        /** Has a key get this value, be it there or not. */
        Changes set(String key, Step value) {
            byKey.put(key, new Change(() -> replace(key, value), () -> write(key, value)));
            return this;
        }

        /** Has a key that is missing get this value. */
        Changes add(String key, Step value) {
            byKey.put(key, new Change(() -> copy(key), () -> write(key, value)));
            return this;
        }

        /** Has the object of a key that is there be changed; one that is missing be made. */
        Changes within(String key, Changes changes, boolean made) {
            Step entered = () -> {
                out.writeFieldName(key);
                object(changes);
            };
            Step written = () -> {
                out.writeFieldName(key);
                out.writeStartObject();
                changes.finish();
                out.writeEndObject();
            };
            byKey.put(key, new Change(entered, made ? written : Step.NOTHING));
            return this;
        }

        /** Has another value take the place of one that is there, which this reads. */
        Changes alter(String key, Step value) {
            Step altered = () -> {
                out.writeFieldName(key);
                value.run();
            };
            byKey.put(key, new Change(altered, Step.NOTHING));
            return this;
        }

        Changes remove(String key) {
            byKey.put(key, new Change(json::skipChildren, Step.NOTHING));
            return this;
        }

        private void finish() throws IOException {
            for (Change change : byKey.values()) {
                change.missing().run();
            }
        }
    }

    Changes changes() {
        return new Changes();
    }

    /** Copies the object that the parser is at. */
    void object(Changes changes) throws IOException {
        out.writeStartObject();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            Change change = changes.byKey.remove(key);
            if (change == null) {
                copy(key);
            } else {
                change.found().run();
            }
        }
        changes.finish();
        out.writeEndObject();
    }

    /** Copies the value that the parser is at. */
    void value() throws IOException {
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            token(token);
        } while (depth > 0 && json.nextToken() != null);
    }

    void strings(Collection<String> texts) throws IOException {
        out.writeStartArray();
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private void copy(String key) throws IOException {
        out.writeFieldName(key);
        value();
    }

    private void write(String key, Step value) throws IOException {
        out.writeFieldName(key);
        value.run();
    }

    private void replace(String key, Step value) throws IOException {
        json.skipChildren();
        write(key, value);
    }

    private void token(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(json.currentName());
            case VALUE_STRING -> out.writeString(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(json.getText());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
    }
}
