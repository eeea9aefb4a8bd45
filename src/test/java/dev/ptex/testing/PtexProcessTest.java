package dev.ptex.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Uses the shell for an executable under test. */
@DisabledOnOs(OS.WINDOWS)
class PtexProcessTest {
    @TempDir
    Path home;

    @Test
    void run_capturesBothStreamsAndTheExitCode() {
        ProcessResult result = sh("printf out; printf err >&2; exit 3").run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("out");
        assertThat(result.stderr()).isEqualTo("err");
        assertThat(result).hasToString("exit code 3\n--- stdout, 3 bytes:\nout\n--- stderr:\nerr");
    }

    @Test
    void environment_isOnlyWhatWasAskedFor() {
        ProcessResult result = sh("export -p").env("ASKED", "yes").run();

        assertThat(result.text())
                .contains("ASKED", "PATH", "HOME=")
                .doesNotContain("MAVEN")
                .doesNotContain("LANG");
    }

    @Test
    void currentDirectory_isSet() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));

        ProcessResult result = sh("pwd -P; echo \"$HOME\"").in(other).run();

        assertThat(result.text()).isEqualTo(other.toRealPath() + "\n" + home + "\n");
    }

    @Test
    void stdin_isEmpty() {
        assertThat(sh("cat; echo end").run().text()).isEqualTo("end\n");
    }

    @Test
    void file_getsStdout() {
        Path file = home.resolve("file");

        sh("printf new").runInto(file);

        assertThat(file).hasContent("new");
    }

    @Test
    void openFile_keepsWhatIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(home.resolve("it's"), "0123456789");

        sh("printf new").runIntoOpenFile(file, "head");

        assertThat(file).hasContent("headnew789");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDevice_takesNothing() {
        assertThat(sh("printf x; echo $? >&2").runIntoFullDevice().stderr()).endsWith("1\n");
    }

    @Test
    void readerThatGoesAway_breaksThePipe() {
        ProcessResult result = sh("while printf x; do :; done 2>/dev/null").runIntoReaderOf(5);

        assertThat(result.exit()).isEqualTo(128 + 13);
        assertThat(result.stdout()).hasSize(5);
    }

    @Test
    void signal_reachesTheProcess() {
        try (RunningProcess running = sh("trap 'echo caught; exit 7' INT; echo ready; while :; do :; done")
                .start()) {
            byte[] ready = running.readStdout(6);

            ProcessResult result = running.signal("INT").result();

            assertThat(ready).asString(UTF_8).isEqualTo("ready\n");
            assertThat(result.exit()).isEqualTo(7);
            assertThat(result.text()).isEqualTo("caught\n");
        }
    }

    @Test
    void uncaughtSignal_isTheExitCode() {
        try (RunningProcess running = sh("echo ready; exec sleep 60").start()) {
            running.readStdout(6);

            assertThat(running.signal("INT").result().exit()).isEqualTo(130);
        }
    }

    @Test
    void terminal_getsBothStreams() {
        assumeTrue(PtexProcess.hasTerminal());

        ProcessResult result =
                sh("test -t 1 && test -t 2 && echo 'it'\\''s a tty'; exit 4").runInTerminal();

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.stderr()).isEqualTo("it's a tty\r\n");
    }

    @Test
    void terminalWithFile_getsOnlyStderr() {
        assumeTrue(PtexProcess.hasTerminal());
        Path file = home.resolve("a file");

        ProcessResult result = sh("test -t 2 && echo out; echo err >&2").runInTerminal(file);

        assertThat(result.stderr()).isEqualTo("err\r\n");
        assertThat(file).hasContent("out");
    }

    private PtexProcess sh(String script) {
        return PtexProcess.of("/bin/sh", home, "-c", script);
    }
}
