package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line, the services behind it and CDI between them, in one process. */
@QuarkusMainTest
class PtexTest {
    /** The lines that ptex wrote to standard error. */
    List<String> errors(LaunchResult result) {
        return result.getErrorOutput().lines().toList();
    }

    @Test
    @Launch({"-V"})
    void version_isFine(LaunchResult result) {
        assertThat(errors(result)).isEmpty();
    }

    /** Picocli breaks longer lines in the middle of a sentence, and a terminal the manifest. */
    @Test
    void helpsLines_areNoLongerThanATerminalIsWide() {
        String text = String.format(HelpText.SYNOPSIS + HelpText.DESCRIPTION + HelpText.FOOTER);

        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(new CommandLine(Syntax.spec()).getUsageMessage(Ansi.OFF).lines())
                .allMatch(line -> line.length() <= 80)
                .containsAll(text.lines().skip(1).toList());
    }

    @Test
    @Launch({"examples/offline/lift.json", "greeting.txt"})
    void example_isFetchedInSilence(LaunchResult result) {
        assertThat(errors(result)).isEmpty();
    }

    @Test
    @Launch(
            value = {"examples/offline/lift.json", "greetign.txt"},
            exitCode = 1)
    void missingName_isReportedWithASuggestion(LaunchResult result) {
        assertThat(errors(result))
                .containsExactly(
                        "ptex: Did not find an URL mapping for file greetign.txt in examples/offline/lift.json.",
                        "  hint: did you mean greeting.txt?");
    }

    @Test
    @Launch(
            value = {"--foo", "x"},
            exitCode = 2)
    void unknownOption_isReportedWithTheUsage(LaunchResult result) {
        assertThat(errors(result))
                .startsWith("ptex: there is no option --foo", "Usage: ptex [-H HEADER]... [-D] [-s] MANIFEST FILE");
    }

    @Test
    @Launch(
            value = {"-O", "examples/offline/lift.json", "greeting.txt"},
            exitCode = 2)
    void remoteNameOfAManifestsFile_isAUsageError(LaunchResult result) {
        assertThat(errors(result).get(0))
                .isEqualTo("ptex: -O goes with a URL, and not with a manifest and a file name");
    }

    @Test
    @Launch(
            value = {"http://127.0.0.1:1/x"},
            exitCode = 1)
    void refusedConnection_isReported(LaunchResult result) {
        assertThat(errors(result))
                .containsExactly("ptex: Failed to fetch http://127.0.0.1:1/x: connection refused by 127.0.0.1:1");
    }
}
