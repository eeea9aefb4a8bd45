package dev.ptex.check;

import dev.ptex.digest.Expectation;
import dev.ptex.manifest.LiftFile;
import dev.ptex.manifest.ManifestSurvey;
import dev.ptex.mirror.Mirror.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with a manifest without asking anybody. */
public final class ManifestCheck {
    private ManifestCheck() {}

    /** @param names those that count; none for all */
    public static List<Verdict> of(ManifestSurvey survey, Set<String> names) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String name : survey.names()) {
            if (survey.files().isPresent() && survey.file(name).isEmpty()) {
                verdicts.add(unusable(survey, name, "no file of the lift has this name"));
            }
        }
        for (LiftFile file : survey.files().orElse(List.of())) {
            if (file.source().filter(survey::isPtex).isPresent()
                    && !survey.names().contains(file.name())) {
                verdicts.add(Verdict.ofFile(
                        file.name(),
                        Source.MANIFEST,
                        "it is to be fetched by " + file.source().get() + ", and has no URL"));
            }
            if (file.hash().isPresent()
                    && file.expectation().filter(Expectation::hasSha256).isEmpty()) {
                verdicts.add(Verdict.ofFile(file.name(), Source.MANIFEST, "its hash is no sha256"));
            }
        }
        return verdicts.stream()
                .filter(verdict -> names.isEmpty() || names.contains(verdict.name()))
                .toList();
    }

    /** The verdict on a name whose URLs nobody can ask. */
    public static Verdict unusable(ManifestSurvey survey, String name, String problem) {
        return Verdict.ofFile(name, source(survey, name), problem);
    }

    /** Where the first URL of a name is. */
    public static Source source(ManifestSurvey survey, String name) {
        return survey.urls().containsKey(name) ? Source.MANIFEST : Source.MIRRORS;
    }

    /** What could be better about where a file may be had. */
    static List<String> notes(List<Verdict> urls) {
        long hosts = urls.stream()
                .flatMap(verdict -> verdict.url().stream())
                .map(url -> url.origin().host())
                .distinct()
                .count();
        return hosts != 1 ? List.of() : List.of(urls.size() == 1 ? "no mirror" : "all URLs are on one host");
    }

    /** The verdicts on a file's URLs, the first of which has the notes on all of them. */
    public static List<Verdict> noted(List<Verdict> urls) {
        List<Verdict> noted = new ArrayList<>(urls);
        if (!urls.isEmpty()) {
            noted.set(0, urls.get(0).with(notes(urls)));
        }
        return noted;
    }
}
