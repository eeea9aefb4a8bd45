package dev.ptex.cli;

import dev.ptex.config.SettingsException;
import dev.ptex.digest.Fingerprint;
import dev.ptex.download.DownloadRequest;
import dev.ptex.manifest.ManifestException;
import dev.ptex.mirror.Refusal;
import dev.ptex.plan.Attempt;
import dev.ptex.sink.WriteException;
import dev.ptex.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Words what went wrong, on standard error: one line, then at most one hint; every attempt when several failed.
 *
 * <p>The beginnings are ptex 1.7's. scie-jump shows nothing else of a failure, and scie-pants' tests look for
 * {@code Failed to fetch <url>}.
 */
final class FailureReporter {
    private final PrintStream errors;

    FailureReporter(PrintStream errors) {
        this.errors = errors;
    }

    int usage(String message, String synopsis) {
        line("ptex: " + message);
        errors.print(synopsis);
        return ExitCode.USAGE;
    }

    int failed(ManifestException failure) {
        line("ptex: " + failure.getMessage());
        hint(failure.hint());
        return ExitCode.FAILED;
    }

    int failed(SettingsException failure) {
        line("ptex: " + failure.getMessage());
        hint(failure.hint());
        return ExitCode.FAILED;
    }

    /** @param refusals the URLs that a site's policy did not let be asked */
    int failed(DownloadRequest request, boolean inManifest, List<Attempt> attempts, List<Refusal> refusals) {
        List<String> sentences = Stream.concat(
                        attempts.stream().map(FailureReporter::sentence),
                        refusals.stream().map(refusal -> "Failed to fetch " + refusal.url() + ": " + refusal.reason()))
                .toList();
        String start = inManifest ? "ptex: Failed to source file " + request.name() + ": " : "ptex: ";
        if (sentences.size() == 1) {
            line(start + sentences.get(0));
        } else {
            line(start + "all " + sentences.size() + " URLs failed");
            sentences.forEach(sentence -> line("  " + sentence));
        }
        hint(attempts.stream().flatMap(attempt -> attempt.hint().stream()).findFirst());
        return ExitCode.FAILED;
    }

    int failed(WriteException failure) {
        if (failure.readerGone()) {
            return ExitCode.READER_GONE;
        }
        line("ptex: " + failure.getMessage());
        return ExitCode.FAILED;
    }

    int failed(String message) {
        line("ptex: " + message);
        return ExitCode.FAILED;
    }

    /** An error of ptex' own: the one message that has the name of a class, for whoever gets the report. */
    int crashed(String exception) {
        line("ptex: internal error: " + exception);
        hint(Optional.of("please report it where this ptex is from, with what PTEX_TRACE=1 shows"));
        return ExitCode.FAILED;
    }

    /** For what an author wants to know. */
    void note(String message) {
        line("ptex: " + message);
    }

    /** For what has not kept the file from being fetched. */
    void warn(String message) {
        line("ptex: warning: " + message);
    }

    void warnOfSize(DownloadRequest request, Fingerprint actual) {
        long said = request.expectation()
                .flatMap(expectation -> expectation.size().stream().boxed().findFirst())
                .orElse(-1L);
        warn("the manifest gives " + request.name() + " a size of " + said + " bytes, but the file with its sha256 has "
                + actual.size());
    }

    private static String sentence(Attempt attempt) {
        // Who sees an address that nobody has named has to know whose rule led there.
        String rule = attempt.mirror()
                .detour()
                .filter(detour -> !detour.original().equals(attempt.mirror().url()))
                .map(detour -> " (in place of " + detour.original() + ", by " + detour.place() + ")")
                .orElse("");
        return "Failed to fetch " + attempt.mirror().url() + ": " + attempt.reason() + rule;
    }

    private void hint(Optional<String> hint) {
        hint.ifPresent(this::hint);
    }

    /** What the user can do about what was reported last. */
    void hint(String text) {
        line("  hint: " + text);
    }

    private void line(String text) {
        errors.println(SafeText.of(text));
    }
}
