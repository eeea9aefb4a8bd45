package dev.ptex.manifest;

import dev.ptex.digest.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a manifest is to be changed, so that some of its files are fetched.
 *
 * @param survey what the manifest says as it is
 * @param fetched the files that are, by name
 * @param binding the executable of the binding to add
 * @param ptex the name of the file to add
 * @param before how many bytes of files the scie carries as it is
 * @param after how many it will carry
 * @param hasDirectories whether there are more, in directories, which scie-jump packs
 * @param warnings each a sentence without a full stop
 */
public record SkinnyPlan(
        Path manifest,
        ManifestSurvey survey,
        Map<String, Fetched> fetched,
        Optional<String> binding,
        Optional<String> ptex,
        long before,
        long after,
        boolean hasDirectories,
        List<String> warnings) {
    static final String BINDING = "ptex-fetch";
    static final String PTEX = "ptex";

    /**
     * A file that is fetched.
     *
     * @param type what it is to be called if the manifest does not say
     * @param executable whether it is to be made executable
     */
    record Fetched(Fingerprint bytes, String type, boolean executable, String url, List<String> mirrors) {}

    /** Whether a file is one of those that scie-jump packs, or that are fetched. */
    public boolean isMadeOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Stream<String> names =
                Stream.concat(survey.files().orElse(List.of()).stream().map(LiftFile::name), ptex.stream());
        for (String name : names.toList()) {
            Optional<LocalFile> local = LocalFile.find(manifest, name);
            if (local.isPresent() && Files.isSameFile(local.get().path(), file)) {
                return true;
            }
        }
        return false;
    }

    SkinnyPlan with(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new SkinnyPlan(manifest, survey, fetched, binding, ptex, before, after, hasDirectories, all);
    }
}
