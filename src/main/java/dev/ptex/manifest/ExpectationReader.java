package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.digest.Expectation;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds what {@code scie.lift.files} says of a file's bytes. A scie of another shape is not for us to refuse: ptex 1.7
 * does not look at it, and Pex' bootstrap files have none.
 */
final class ExpectationReader {
    private final JsonParser json;
    private final String wanted;

    ExpectationReader(JsonParser json, String wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    /** Reads the value of {@code "scie"}. */
    Optional<Expectation> read() throws IOException {
        Optional<Expectation> expectation = Optional.empty();
        if (enters()) {
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                json.nextToken();
                if (key.equals("lift")) {
                    expectation = readLift();
                } else {
                    json.skipChildren();
                }
            }
        }
        return expectation;
    }

    private Optional<Expectation> readLift() throws IOException {
        Optional<Expectation> expectation = Optional.empty();
        if (enters()) {
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                json.nextToken();
                if (key.equals("files")) {
                    expectation = readFiles();
                } else {
                    json.skipChildren();
                }
            }
        }
        return expectation;
    }

    private Optional<Expectation> readFiles() throws IOException {
        Optional<Expectation> expectation = Optional.empty();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return expectation;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Optional<Expectation> file = readFile();
            expectation = file.isPresent() ? file : expectation;
        }
        return expectation;
    }

    /** @return nothing if it is another file, or if there is nothing that its bytes can be held against */
    private Optional<Expectation> readFile() throws IOException {
        boolean isWanted = false;
        OptionalLong size = OptionalLong.empty();
        Optional<String> hash = Optional.empty();
        if (enters()) {
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                json.nextToken();
                switch (key) {
                    case "name" -> isWanted = string().filter(wanted::equals).isPresent();
                    case "size" -> size = size(json);
                    case "hash" -> hash = string();
                    default -> {}
                }
                json.skipChildren();
            }
        }
        return isWanted ? Optional.of(new Expectation(size, hash)).filter(Expectation::isKnown) : Optional.empty();
    }

    private Optional<String> string() throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
    }

    /** science writes null for the size of a file of which it knows only the hash; what is no size is as good as none. */
    static OptionalLong size(JsonParser json) throws IOException {
        boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getTextLength() <= 18
                && json.getText().charAt(0) != '-';
        return whole ? OptionalLong.of(json.getLongValue()) : OptionalLong.empty();
    }

    private boolean enters() throws IOException {
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        if (!isObject) {
            json.skipChildren();
        }
        return isObject;
    }
}
