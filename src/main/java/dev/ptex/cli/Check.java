package dev.ptex.cli;

import dev.ptex.check.ManifestCheck;
import dev.ptex.check.UrlCheck;
import dev.ptex.check.Verdict;
import dev.ptex.check.VerdictJson;
import dev.ptex.check.VerdictText;
import dev.ptex.cli.Jobs.Job;
import dev.ptex.config.Platform;
import dev.ptex.credential.CredentialStore;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.manifest.ManifestSurvey;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.Selection;
import dev.ptex.progress.Terminal;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ptex check}: asks whether what a manifest names is there. */
@Singleton
final class Check implements Subcommand {
    static final String NAME = "check";

    private final ManifestService manifests;
    private final MirrorSelector mirrors;
    private final UrlCheck urls;
    private final Terminal terminal;
    private final Platform platform;
    private final CredentialStore credentials;

    Check(
            ManifestService manifests,
            MirrorSelector mirrors,
            UrlCheck urls,
            Terminal terminal,
            Platform platform,
            CredentialStore credentials) {
        this.manifests = manifests;
        this.mirrors = mirrors;
        this.urls = urls;
        this.terminal = terminal;
        this.platform = platform;
        this.credentials = credentials;
    }

    @Override
    public CommandSpec spec() {
        return CheckSyntax.spec();
    }

    @Override
    public int run(ParseResult parsed, StandardOutput output, PrintStream errors)
            throws UsageException, WriteException {
        List<String> words = parsed.matchedPositionalValue(0, List.of());
        if (words.isEmpty()) {
            throw new UsageException("no manifest and no scie is given");
        }
        Jobs jobs = Jobs.of(parsed, terminal, errors);
        FailureReporter reporter = new FailureReporter(errors);
        try {
            Path manifest = platform.path(words.get(0));
            Set<String> names = new LinkedHashSet<>(words.subList(1, words.size()));
            ManifestSurvey survey = manifests.survey(manifest);
            Map<String, List<Job<Verdict>>> questions = new LinkedHashMap<>();
            for (String name : names.isEmpty() ? survey.names() : names) {
                if (survey.names().contains(name) || survey.file(name).isEmpty()) {
                    questions.put(name, questions(manifest, survey, name, parsed.hasMatchedOption(CheckSyntax.FULL)));
                }
            }
            List<Verdict> verdicts = new ArrayList<>(ask(questions, jobs));
            if (Shutdown.isUnderWay()) {
                return ExitCode.FAILED;
            }
            verdicts.addAll(ManifestCheck.of(survey, names));
            print(verdicts, parsed.hasMatchedOption(Syntax.JSON), output);
            credentials.trouble().ifPresent(reporter::warn);
            return verdicts.stream().allMatch(Verdict::isOk) ? ExitCode.OK : ExitCode.FAILED;
        } catch (ManifestException e) {
            return reporter.failed(e);
        }
    }

    /** What is to be asked of a file: each place that a fetch would try, by itself. */
    private List<Job<Verdict>> questions(Path manifest, ManifestSurvey survey, String name, boolean full)
            throws ManifestException {
        Wish wish;
        try {
            wish = Wish.of(manifests.find(manifest, survey, name));
        } catch (ManifestException e) {
            if (!survey.names().contains(name)) {
                throw e;
            }
            Verdict unusable = ManifestCheck.unusable(survey, name, String.valueOf(e.getMessage()));
            return List.of(new Job<>(name, progress -> unusable));
        }
        List<Job<Verdict>> questions = new ArrayList<>();
        for (Mirror place : wish.named()) {
            Mirror.Source source = questions.isEmpty() ? ManifestCheck.source(survey, name) : place.source();
            Mirror named = new Mirror(place.url(), source);
            Selection selection = mirrors.select(List.of(named), wish.facts());
            selection
                    .mirrors()
                    .forEach(mirror -> questions.add(
                            new Job<>(name, progress -> urls.check(name, mirror, wish.expectation(), full, progress))));
            selection
                    .refusals()
                    .forEach(refusal ->
                            questions.add(new Job<>(name, progress -> Verdict.refused(name, named.source(), refusal))));
        }
        return questions;
    }

    private static List<Verdict> ask(Map<String, List<Job<Verdict>>> questions, Jobs jobs) {
        List<Job<Verdict>> all =
                questions.values().stream().flatMap(List::stream).toList();
        List<Verdict> answers = jobs.run(all, "URLs", OptionalLong.empty());
        List<Verdict> verdicts = new ArrayList<>();
        int begin = 0;
        for (List<Job<Verdict>> ofOne : questions.values()) {
            verdicts.addAll(ManifestCheck.noted(answers.subList(begin, begin + ofOne.size())));
            begin += ofOne.size();
        }
        return verdicts;
    }

    private static void print(List<Verdict> verdicts, boolean json, StandardOutput output) throws WriteException {
        if (json) {
            output.print(VerdictJson.of(verdicts));
        } else {
            for (Verdict verdict : verdicts) {
                output.print(VerdictText.of(verdict));
            }
        }
    }
}
