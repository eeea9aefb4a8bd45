package dev.ptex.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in dist/ beside the executable, as the programs that it is for read it, where they are installed. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {
    private static final Path DIST = Path.of("dist").toAbsolutePath();

    @TempDir
    Path home;

    /** What bash offers for the word at the end of this command line. */
    private String completed(String... words) {
        String script = "source '" + DIST.resolve("completions/ptex.bash") + "'; COMP_WORDS=(\"$@\");"
                + " COMP_CWORD=$(($# - 1)); _ptex; echo \"${COMPREPLY[*]}\"";
        String[] arguments =
                Stream.concat(Stream.of("-c", script, "bash"), Stream.of(words)).toArray(String[]::new);
        return run("bash", arguments).text();
    }

    private ProcessResult run(String program, String... arguments) {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                () -> program + " is not installed");
        ProcessResult result = PtexProcess.of(program, home, arguments).run();
        assertThat(result.stderr()).as(result.toString()).isEmpty();
        assertThat(result.exit()).as(result.toString()).isZero();
        return result;
    }

    @ParameterizedTest
    @CsvSource({"bash, ptex.bash", "zsh, _ptex", "fish, ptex.fish"})
    void completion_isReadByItsShell(String shell, String file) {
        run(shell, "-n", DIST.resolve("completions").resolve(file).toString());
    }

    @Test
    void optionsBeginning_isCompleted() {
        assertThat(completed("ptex", "--h")).isEqualTo("--header --help\n");
    }

    @Test
    void everyOption_isOffered() {
        assertThat(completed("ptex", "-").strip().split(" "))
                .containsExactlyInAnyOrder(
                        "-H",
                        "--header",
                        "-D",
                        "--dump-header",
                        "-s",
                        "--silent",
                        "-O",
                        "--remote-name",
                        "-h",
                        "--help",
                        "-V",
                        "--version");
    }

    @Test
    void subcommandBeginning_isCompletedAsTheFirstWordOnly() {
        assertThat(completed("ptex", "ex")).isEqualTo("explain\n");
        assertThat(completed("ptex", "do")).isEqualTo("doctor\n");
        assertThat(completed("ptex", "m.json", "ex")).isEqualTo("\n");
    }

    @Test
    void subcommandsOptions_areOffered() {
        assertThat(completed("ptex", "explain", "--")).isEqualTo("--json --help\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H", "--header"})
    void headersValue_isNotCompleted(String option) {
        assertThat(completed("ptex", option, "-")).isEqualTo("\n");
    }

    @Test
    void fishsOffers_areTheOptionsWithWhatTheySay() {
        assertThat(run(
                                "fish",
                                "--no-config",
                                "-c",
                                "source " + DIST.resolve("completions/ptex.fish") + "; complete -C 'ptex --re'")
                        .text())
                .startsWith("--remote-name\tWrite to a file named like the URL's last segment");
    }

    @Test
    void manPage_isAsManWantsIt() {
        // A warning, or worse, is something to be seen on the page.
        assertThat(run("mandoc", "-Tlint", "-Wwarning", DIST.resolve("ptex.1").toString())
                        .text())
                .isEmpty();
    }

    @Test
    void manPage_saysWhatHelpSays() throws Exception {
        assertThat(Files.readString(DIST.resolve("ptex.1")))
                .startsWith(".TH PTEX 1 ")
                .contains("ptex " + System.getProperty("ptex.version"))
                .contains(".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH ENVIRONMENT", ".SH EXIT STATUS")
                .contains("\\fB\\-H\\fR \\fIHEADER\\fR, \\fB\\-\\-header\\fR \\fIHEADER\\fR")
                .contains("ptex explain [\\-\\-json] MANIFEST FILE | URL", "ptex doctor MANIFEST FILE | URL...")
                .contains(".TP\n\\fB141\\fR\nThe reader of standard output went away.\n");
    }
}
