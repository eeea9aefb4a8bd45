package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.explain.Explainer;
import dev.ptex.explain.Explanation;
import dev.ptex.explain.ExplanationJson;
import dev.ptex.explain.ExplanationText;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says what a fetch would do, and asks nobody. */
@Singleton
final class Explain implements Subcommand {
    static final String NAME = "explain";

    private final ManifestService manifests;
    private final MirrorSelector mirrors;
    private final Explainer explainer;
    private final Platform platform;

    Explain(ManifestService manifests, MirrorSelector mirrors, Explainer explainer, Platform platform) {
        this.manifests = manifests;
        this.mirrors = mirrors;
        this.explainer = explainer;
        this.platform = platform;
    }

    @Override
    public CommandSpec spec() {
        return Syntax.explain();
    }

    @Override
    public int run(ParseResult parsed, StandardOutput output, PrintStream errors)
            throws UsageException, WriteException {
        FailureReporter reporter = new FailureReporter(errors);
        List<String> words = Words.names(parsed);
        if (words.size() > 2) {
            throw new UsageException("a URL, or a manifest and a file name, are expected");
        }
        Wish wish;
        try {
            wish = Wish.of(words, manifests, platform);
        } catch (ManifestException e) {
            return reporter.failed(e);
        }
        Explanation explanation =
                explainer.explain(wish.name(), wish.facts(), mirrors.select(wish.named(), wish.facts()));
        output.print(
                parsed.hasMatchedOption(Syntax.JSON)
                        ? ExplanationJson.of(explanation)
                        : ExplanationText.of(explanation));
        return explanation.ways().isEmpty() ? reporter.failed("there is no URL left to try") : ExitCode.OK;
    }
}
