package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.ptex.text.Reason;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes manifests of scies that carry all of their files into those of scies that fetch some. */
@Singleton
public final class SkinnyManifests {
    private final ManifestService manifests;

    SkinnyManifests(ManifestService manifests) {
        this.manifests = manifests;
    }

    /**
     * What is to be changed. Reads the files that are to be fetched, and changes nothing.
     *
     * @throws ManifestException if it makes no sense, or if what the manifest says already is something else
     */
    public SkinnyPlan plan(SkinnyRequest request) throws ManifestException {
        Path manifest = request.manifest();
        if (isScie(manifest)) {
            throw new ManifestException(
                    manifest + " is a scie, where the manifest that it was made of is wanted, with its files beside it",
                    Optional.of("SCIE=split has a scie write them into a folder"));
        }
        SkinnyPlan plan = new SkinnyPlanner(request, manifests.survey(manifest)).plan();
        PackedLength counted = new PackedLength();
        try (JsonGenerator out = manifests.compact(counted)) {
            write(plan, out);
        } catch (IOException e) {
            throw ManifestService.unopened(manifest, Reason.of(e));
        }
        return counted.of(plan) < PackedLength.LIMIT
                ? plan
                : plan.with("the manifest will be about " + counted.of(plan)
                        + " bytes long in the scie, and scie-jump reads none of 64 KiB or more");
    }

    /**
     * Writes the changed manifest, and leaves the stream open.
     *
     * @throws IOException if it cannot be written, or read again
     */
    public void write(SkinnyPlan plan, OutputStream out) throws IOException {
        try (JsonGenerator pretty = manifests.pretty(out)) {
            write(plan, pretty);
            pretty.writeRaw('\n');
        }
    }

    private void write(SkinnyPlan plan, JsonGenerator out) throws IOException {
        try (ManifestText text = ManifestFile.open(plan.manifest());
                JsonParser json = manifests.parser(text)) {
            new SkinnyWriter(json, out, plan).write();
        }
    }

    private static boolean isScie(Path manifest) throws ManifestException {
        try {
            return Files.isRegularFile(manifest) && ManifestFile.isScie(manifest);
        } catch (IOException e) {
            throw ManifestService.unopened(manifest, Reason.of(e));
        }
    }
}
