package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.manifest.JsonCopy.Changes;
import dev.ptex.manifest.SkinnyPlan.Fetched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a manifest as it is planned. The keys below {@code "scie"} are closed sets for scie-jump: only those that it
 * knows are written there.
 */
final class SkinnyWriter {
    private final JsonParser json;
    private final JsonGenerator out;
    private final JsonCopy copy;
    private final SkinnyPlan plan;

    SkinnyWriter(JsonParser json, JsonGenerator out, SkinnyPlan plan) {
        this.json = json;
        this.out = out;
        this.copy = new JsonCopy(json, out);
        this.plan = plan;
    }

    /** Reads the whole text, which is the one that was surveyed. */
    void write() throws IOException {
        json.nextToken();
        Changes top = copy.changes().within("scie", copy.changes().within("lift", lift(), false), false);
        top.within("ptex", urls(), true);
        if (plan.fetched().values().stream().anyMatch(file -> !file.mirrors().isEmpty())) {
            top.within("ptex-mirrors", mirrors(), true);
        }
        copy.object(top);
    }

    private Changes lift() {
        Changes bindings = copy.changes();
        plan.binding().ifPresent(exe -> bindings.add(SkinnyPlan.BINDING, () -> binding(exe)));
        return copy.changes()
                .alter("files", this::files)
                .within(
                        "boot",
                        copy.changes()
                                .within("bindings", bindings, plan.binding().isPresent()),
                        false);
    }

    private void binding(String exe) throws IOException {
        out.writeStartObject();
        out.writeStringField("exe", exe);
        out.writeFieldName("args");
        copy.strings(List.of("{scie.lift}"));
        out.writeEndObject();
    }

    private void files() throws IOException {
        out.writeStartArray();
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            // Its name may be the last thing that its entry says.
            LiftFile file = plan.survey().files().orElseThrow().get(i);
            Fetched fetched = plan.fetched().get(file.name());
            copy.object(fetched == null ? copy.changes() : fetched(file, fetched));
        }
        if (plan.ptex().isPresent()) {
            ptex(plan.ptex().get());
        }
        out.writeEndArray();
    }

    private Changes fetched(LiftFile file, Fetched fetched) {
        Changes changes = copy.changes()
                .set("size", () -> out.writeNumber(fetched.bytes().size()))
                .set("hash", () -> out.writeString(fetched.bytes().sha256()));
        if (file.type().isEmpty()) {
            changes.set("type", () -> out.writeString(fetched.type()));
        }
        if (file.executable().isEmpty() && fetched.executable()) {
            changes.set("executable", () -> out.writeBoolean(true));
        }
        return changes.set("source", () -> out.writeString(SkinnyPlan.BINDING));
    }

    private void ptex(String name) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeStringField("key", SkinnyPlan.PTEX);
        if (FileType.of(name).equals(FileType.BLOB)) {
            out.writeBooleanField("executable", true);
        }
        out.writeEndObject();
    }

    private Changes urls() {
        Changes urls = copy.changes();
        plan.fetched().forEach((name, file) -> urls.add(name, () -> out.writeString(file.url())));
        return urls;
    }

    private Changes mirrors() {
        Changes mirrors = copy.changes();
        for (Map.Entry<String, Fetched> file : plan.fetched().entrySet()) {
            List<String> there = new ArrayList<>();
            if (plan.survey().mirrors().containsKey(file.getKey())) {
                there.addAll(plan.survey().mirrors().get(file.getKey()).texts());
            }
            Set<String> all = new LinkedHashSet<>(there);
            all.addAll(file.getValue().mirrors());
            mirrors.set(file.getKey(), () -> copy.strings(all));
        }
        return mirrors;
    }
}
