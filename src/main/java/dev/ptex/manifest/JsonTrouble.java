package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** Words for JSON that is malformed: where, and what should be there. Jackson's own words name its classes. */
final class JsonTrouble {
    private JsonTrouble() {}

    static String at(JsonParser json, JsonProcessingException e) {
        JsonLocation place = e.getLocation() == null ? json.currentLocation() : e.getLocation();
        String where = "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
        if (e instanceof StreamConstraintsException) {
            return where + "it is nested too deeply";
        }
        if (e instanceof JsonEOFException) {
            return where + "the file ends here, and " + expected(json) + " is expected";
        }
        return where + expected(json) + " is expected";
    }

    private static String expected(JsonParser json) {
        JsonStreamContext context = json.getParsingContext();
        JsonToken last = json.currentToken();
        if (context.inRoot()) {
            return last == null ? "{" : "nothing more";
        }
        if (last == JsonToken.FIELD_NAME) {
            return "a colon and a value";
        }
        if (context.inObject()) {
            return last == JsonToken.START_OBJECT ? "a name in double quotes, or }" : "a comma and a name, or }";
        }
        return last == JsonToken.START_ARRAY ? "a value, or ]" : "a comma and a value, or ]";
    }
}
