package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.manifest.ManifestSurvey.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads all that a manifest says of files. It is stricter than who only fetches one of them: its readers are authors, who
 * are to hear of what scie-jump would refuse, and write manifests anew.
 */
final class SurveyReader {
    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();
    private Map<String, References> urls = Map.of();
    private Map<String, References> mirrors = Map.of();
    private Optional<List<LiftFile>> files = Optional.empty();
    private final Map<String, LiftCommand> bindings = new LinkedHashMap<>();

    SurveyReader(JsonParser json) {
        this.json = json;
    }

    /**
     * @throws IOException if it is no JSON
     * @throws EntryException if it is JSON, but not what a manifest has there
     */
    ManifestSurvey read() throws IOException, EntryException {
        Document.read(json, this::readTop);
        return new ManifestSurvey(urls, mirrors, files, bindings, seen.contains("scie.lift.boot"));
    }

    private void readTop(String key) throws IOException, EntryException {
        switch (key) {
            case "ptex" -> urls = table(key, UrlTable.Expected.STRING);
            case "ptex-mirrors" -> mirrors = table(key, UrlTable.Expected.STRINGS);
            case "scie" -> object(key, this::readScie);
            default -> json.skipChildren();
        }
    }

    private Map<String, References> table(String key, UrlTable.Expected expected) throws IOException, EntryException {
        Map<String, References> table = new LinkedHashMap<>();
        object(key, name -> table.put(name, UrlTable.references(json, key, name, expected)));
        return table;
    }

    private void readScie(String key) throws IOException, EntryException {
        if (key.equals("lift")) {
            object("scie.lift", this::readLift);
        } else {
            json.skipChildren();
        }
    }

    private void readLift(String key) throws IOException, EntryException {
        switch (key) {
            case "files" -> files = Optional.of(readFiles());
            case "boot" -> object("scie.lift.boot", this::readBoot);
            default -> json.skipChildren();
        }
    }

    private List<LiftFile> readFiles() throws IOException, EntryException {
        once("scie.lift.files");
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new EntryException(JsonTrouble.unexpected(json, "an array for \"scie.lift.files\""));
        }
        List<LiftFile> read = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read.add(readFile());
        }
        return read;
    }

    private LiftFile readFile() throws IOException, EntryException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new EntryException(JsonTrouble.unexpected(json, "an object for a file"));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        OptionalLong[] size = {OptionalLong.empty()};
        Document.readObject(json, key -> {
            if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
                texts.put(key, json.getText());
            }
            if (key.equals("size")) {
                size[0] = ExpectationReader.size(json);
            }
            json.skipChildren();
        });
        if (!texts.containsKey("name")) {
            throw new EntryException("a file in \"scie.lift.files\" has no name");
        }
        return new LiftFile(
                texts.get("name"),
                Optional.ofNullable(texts.get("key")),
                size[0],
                Optional.ofNullable(texts.get("hash")),
                Optional.ofNullable(texts.get("type")),
                Optional.ofNullable(texts.get("executable")).map(Boolean::valueOf),
                Optional.ofNullable(texts.get("source")));
    }

    private void readBoot(String key) throws IOException, EntryException {
        if (key.equals("bindings")) {
            object("scie.lift.boot.bindings", name -> bindings.put(name, readCommand()));
        } else {
            json.skipChildren();
        }
    }

    private LiftCommand readCommand() throws IOException, EntryException {
        List<String> texts = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Document.readObject(json, key -> {
                if (key.equals("description")) {
                    json.skipChildren();
                } else {
                    readTexts(texts);
                }
            });
        } else {
            json.skipChildren();
        }
        return new LiftCommand(texts);
    }

    /** Every string of a value, but for names. */
    private void readTexts(List<String> texts) throws IOException {
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private void object(String path, Document.Value value) throws IOException, EntryException {
        once(path);
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new EntryException(JsonTrouble.unexpected(json, "an object for \"" + path + "\""));
        }
        Document.readObject(json, value);
    }

    /** Readers differ in which one counts. */
    private void once(String path) throws EntryException {
        if (!seen.add(path)) {
            throw new EntryException("it has \"" + path + "\" twice");
        }
    }
}
