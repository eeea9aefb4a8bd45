package dev.ptex.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ptex.mirror.Mirror;
import dev.ptex.url.Url;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Verdicts for programs: one array, with an object each that has all keys. docs/authors.md has them. */
public final class VerdictJson {
    private VerdictJson() {}

    public static String of(List<Verdict> verdicts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (Verdict verdict : verdicts) {
                write(json, verdict);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", verdict.name());
        text(json, "url", verdict.url().map(Url::toString));
        json.writeStringField("source", verdict.source() == Mirror.Source.MIRRORS ? "ptex-mirrors" : "ptex");
        json.writeBooleanField("ok", verdict.isOk());
        number(json, "status", verdict.seen().status().stream().asLongStream().findFirst());
        number(json, "size", verdict.seen().size());
        number(json, "expectedSize", verdict.expected().size());
        text(json, "sha256", verdict.seen().sha256());
        text(json, "expectedSha256", verdict.expected().sha256().map(hash -> hash.toLowerCase(Locale.ROOT)));
        if (verdict.seen().ranges().isPresent()) {
            json.writeBooleanField("ranges", verdict.seen().ranges().get());
        } else {
            json.writeNullField("ranges");
        }
        text(json, "problem", verdict.problem());
        json.writeArrayFieldStart("notes");
        for (String note : verdict.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
