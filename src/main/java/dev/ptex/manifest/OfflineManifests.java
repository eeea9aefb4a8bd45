package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** Writes manifests of folders that have the files, so that a folder is all that a fetch needs. */
@Singleton
public final class OfflineManifests {
    private final ManifestService manifests;

    OfflineManifests(ManifestService manifests) {
        this.manifests = manifests;
    }

    /**
     * Writes a manifest that has been surveyed with other URLs, and leaves the stream open.
     *
     * @param manifest a file of its own, or a scie
     * @param references of those files that are there, by name; no other URL stays
     * @throws IOException if it cannot be written, or read again
     */
    public void write(Path manifest, Map<String, String> references, OutputStream out) throws IOException {
        try (ManifestText text = ManifestFile.open(manifest);
                JsonParser json = manifests.parser(text);
                JsonGenerator pretty = manifests.pretty(out)) {
            json.nextToken();
            JsonCopy copy = new JsonCopy(json, pretty);
            copy.object(
                    copy.changes().set("ptex", () -> table(references, pretty)).remove("ptex-mirrors"));
            pretty.writeRaw('\n');
        }
    }

    private static void table(Map<String, String> references, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, String> reference : references.entrySet()) {
            out.writeStringField(reference.getKey(), reference.getValue());
        }
        out.writeEndObject();
    }
}
