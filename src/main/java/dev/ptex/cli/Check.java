package dev.ptex.cli;

import dev.ptex.check.ManifestCheck;
import dev.ptex.check.UrlCheck;
import dev.ptex.check.Verdict;
import dev.ptex.check.VerdictJson;
import dev.ptex.check.VerdictText;
import dev.ptex.config.Platform;
import dev.ptex.credential.CredentialStore;
import dev.ptex.download.WriteException;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.manifest.ManifestSurvey;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.Selection;
import dev.ptex.progress.ProgressListener;
import dev.ptex.progress.ProgressSummary;
import dev.ptex.progress.Terminal;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
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
        int jobs = PrefetchSyntax.jobs(parsed);
        FailureReporter reporter = new FailureReporter(errors);
        try {
            Path manifest = platform.path(words.get(0));
            Set<String> names = new LinkedHashSet<>(words.subList(1, words.size()));
            ManifestSurvey survey = manifests.survey(manifest);
            Map<String, List<Callable<Verdict>>> questions = new LinkedHashMap<>();
            boolean silent = parsed.hasMatchedOption(Syntax.SILENT) || !terminal.isInteractive();
            Optional<ProgressSummary> summary = silent ? Optional.empty() : summary(errors, survey);
            for (String name : names.isEmpty() ? survey.names() : names) {
                if (survey.names().contains(name) || survey.file(name).isEmpty()) {
                    questions.put(
                            name,
                            questions(manifest, survey, name, parsed.hasMatchedOption(CheckSyntax.FULL), summary));
                }
            }
            List<Verdict> verdicts = new ArrayList<>(ask(questions, jobs, summary));
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
    private List<Callable<Verdict>> questions(
            Path manifest, ManifestSurvey survey, String name, boolean full, Optional<ProgressSummary> summary)
            throws ManifestException {
        Wish wish = Wish.of(manifests.find(manifest, survey, name));
        List<Callable<Verdict>> questions = new ArrayList<>();
        for (int i = 0; i < wish.named().size(); i++) {
            boolean first = i == 0 && survey.urls().containsKey(name);
            Mirror named =
                    new Mirror(wish.named().get(i).url(), first ? Mirror.Source.MANIFEST : Mirror.Source.MIRRORS);
            Selection selection = mirrors.select(List.of(named), wish.facts());
            selection.mirrors().forEach(mirror -> questions.add(() -> ask(wish, mirror, full, summary)));
            selection
                    .refusals()
                    .forEach(refusal -> questions.add(() -> Verdict.refused(name, named.source(), refusal)));
        }
        return questions;
    }

    private Verdict ask(Wish wish, Mirror mirror, boolean full, Optional<ProgressSummary> summary) {
        if (summary.isEmpty()) {
            return urls.check(wish.name(), mirror, wish.expectation(), full, ProgressListener.SILENT);
        }
        try (ProgressSummary.Item item = summary.get().begin(wish.name())) {
            return urls.check(wish.name(), mirror, wish.expectation(), full, item);
        }
    }

    private static List<Verdict> ask(
            Map<String, List<Callable<Verdict>>> questions, int jobs, Optional<ProgressSummary> summary) {
        try {
            List<Callable<Verdict>> all =
                    questions.values().stream().flatMap(List::stream).toList();
            List<Verdict> answers = Jobs.run(jobs, all);
            List<Verdict> verdicts = new ArrayList<>();
            int begin = 0;
            for (List<Callable<Verdict>> ofOne : questions.values()) {
                verdicts.addAll(ManifestCheck.noted(answers.subList(begin, begin + ofOne.size())));
                begin += ofOne.size();
            }
            return verdicts;
        } finally {
            summary.ifPresent(ProgressSummary::finish);
        }
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

    private Optional<ProgressSummary> summary(PrintStream errors, ManifestSurvey survey) {
        if (!terminal.drawsOver()) {
            return Optional.empty();
        }
        ProgressSummary summary = new ProgressSummary(
                errors, terminal::columns, System::nanoTime, survey.names().size(), OptionalLong.empty());
        // Ctrl-C leaves no half of a line.
        Runtime.getRuntime().addShutdownHook(new Thread(summary::finish));
        return Optional.of(summary);
    }
}
