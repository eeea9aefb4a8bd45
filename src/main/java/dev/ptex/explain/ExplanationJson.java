package dev.ptex.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** An explanation for programs: docs/enterprise.md has the names. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** One object, and the end of its line. */
    public static String of(Explanation explanation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            write(json, explanation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", explanation.name());
        json.writeFieldName("size");
        if (explanation.facts().size().isPresent()) {
            json.writeNumber(explanation.facts().size().getAsLong());
        } else {
            json.writeNull();
        }
        write(json, "sha256", explanation.facts().sha256());
        json.writeArrayFieldStart("candidates");
        for (Way way : explanation.ways()) {
            write(json, way);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("refused");
        for (Refusal refusal : explanation.refusals()) {
            json.writeStartObject();
            json.writeStringField("url", refusal.url().toString());
            json.writeStringField("reason", refusal.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Way way) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", way.mirror().url().toString());
        json.writeStringField("source", way.mirror().origin());
        write(
                json,
                "original",
                way.mirror().detour().map(Mirror.Detour::original).map(Object::toString));
        write(json, "proxy", way.proxy());
        json.writeStringField("proxy-reason", way.proxyReason());
        write(json, "credentials", way.credentials());
        write(json, "trust", way.trust());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
