package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.config.Settings;
import dev.ptex.doctor.Checkup;
import dev.ptex.doctor.Finding;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.Refusal;
import dev.ptex.mirror.Selection;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Finds out where the way to a file ends, and what to do about it. */
@Singleton
final class Doctor implements Subcommand {
    static final String NAME = "doctor";

    private final ManifestService manifests;
    private final MirrorSelector mirrors;
    private final Checkup checkup;
    private final Settings settings;
    private final Platform platform;

    Doctor(ManifestService manifests, MirrorSelector mirrors, Checkup checkup, Settings settings, Platform platform) {
        this.manifests = manifests;
        this.mirrors = mirrors;
        this.checkup = checkup;
        this.settings = settings;
        this.platform = platform;
    }

    @Override
    public CommandSpec spec() {
        return Syntax.doctor();
    }

    @Override
    public int run(ParseResult parsed, StandardOutput output, PrintStream errors)
            throws UsageException, WriteException {
        List<String> words = Words.names(parsed);
        boolean well = true;
        try {
            if (words.size() == 2 && !words.get(0).contains("://")) {
                well = examine(Wish.of(words, manifests, platform), output);
            } else {
                for (String word : words) {
                    well &= examine(Wish.of(List.of(word), manifests, platform), output);
                }
            }
        } catch (ManifestException e) {
            return new FailureReporter(errors).failed(e);
        }
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean examine(Wish wish, StandardOutput output) throws WriteException {
        boolean well = true;
        Selection selection = mirrors.select(wish.named(), wish.facts());
        for (Refusal refusal : selection.refusals()) {
            output.print(refusal.url() + "\n  policy    FAILED: " + refusal.reason() + "\n");
            well = false;
        }
        for (Mirror mirror : selection.mirrors()) {
            output.print(mirror.url() + "\n  settings  " + files() + "\n  source    " + mirror.origin() + "\n");
            Report report = new Report(output);
            checkup.of(mirror.url(), wish.facts().sha256().isPresent(), report);
            well &= report.isWell();
        }
        return well;
    }

    /** Writes each finding when it is found: whoever waits sees for what. */
    private static final class Report implements Consumer<Finding> {
        private final StandardOutput output;
        private boolean well = true;
        private @Nullable WriteException broken;

        Report(StandardOutput output) {
            this.output = output;
        }

        @Override
        public void accept(Finding finding) {
            well &= finding.well();
            try {
                if (broken == null) {
                    output.print(finding.lines());
                }
            } catch (WriteException e) {
                broken = e;
            }
        }

        /** @throws WriteException if it could not be written */
        boolean isWell() throws WriteException {
            if (broken != null) {
                throw broken;
            }
            return well;
        }
    }

    private String files() {
        List<String> files = settings.files();
        return files.isEmpty() ? "no file; the environment alone" : String.join(", ", files);
    }
}
