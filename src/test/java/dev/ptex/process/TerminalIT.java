package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees. */
class TerminalIT {
    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @BeforeEach
    void needTerminal() {
        assumeTrue(PtexProcess.hasTerminal());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slowFetch_showsProgressAndLeavesOneLine() {
        server.onSlowly("/big.tar.gz");
        Path file = home.resolve("out");

        ProcessResult result = ptex(home, server.url("/big.tar.gz"))
                .env("TERM", "xterm")
                .env("COLUMNS", "60")
                .runInTerminal(file);

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(file).hasSize(2_000_000);
        assertThat(result.stderr())
                .contains("big.tar.gz")
                .contains("%")
                .containsPattern("\rDownloaded 2\\.0 MB from 127\\.0\\.0\\.1 in \\d+\\.\\d s\r\n$");
        assertThat(result.stderr().split("\r"))
                .allMatch(
                        line -> line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").length() <= 60);
    }

    @Test
    void slowFetchOnATerminalThatCannotDrawOver_leavesOneLineAndNothingElse() {
        server.onSlowly("/big.tar.gz");

        ProcessResult result =
                ptex(home, server.url("/big.tar.gz")).env("TERM", "dumb").runInTerminal(home.resolve("out"));

        assertThat(result.stderr()).matches("Downloaded 2\\.0 MB from 127\\.0\\.0\\.1 in \\d+\\.\\d s\r\n");
    }

    @Test
    void slowFetchIntoAFile_leavesOneLine() {
        server.onSlowly("/big.tar.gz");

        ProcessResult result = ptex(home, "-O", server.url("/big.tar.gz").replace("//", "//user:secret@"))
                .env("TERM", "xterm")
                .runInTerminal();

        assertThat(result.stderr())
                .containsPattern("\rDownloaded 2\\.0 MB from 127\\.0\\.0\\.1 in ")
                .doesNotContain("secret");
        assertThat(home.resolve("big.tar.gz")).hasSize(2_000_000);
    }

    @Test
    void slowFetchOffATerminal_saysNothing() {
        server.onSlowly("/big.tar.gz");

        ProcessResult result = ptex(home, server.url("/big.tar.gz")).run();

        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void silent_showsNothing() {
        server.onSlowly("/big.tar.gz");

        ProcessResult result = ptex(home, "-s", server.url("/big.tar.gz")).runInTerminal(home.resolve("out"));

        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void errorAfterProgress_isAReadableLine() {
        CountDownLatch gate = new CountDownLatch(1);
        gate.countDown();
        server.on("/x", Reply.status(404).reason("Not \u001b[31mFound"));

        ProcessResult result = ptex(home, server.url("/x")).runInTerminal(home.resolve("out"));

        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to fetch " + server.url("/x")
                        + ": the server answered 404 Not \\x1b[31mFound\r\n");
    }

    @Test
    void dumpedHeaders_cannotDriveTheTerminal() {
        server.on("/x", Reply.ok("hello").header("X-Evil", "\u009b2J"));

        ProcessResult result = ptex(home, "-D", server.url("/x")).runInTerminal(home.resolve("out"));

        assertThat(result.stderr()).contains("X-Evil: \\x9b2J").doesNotContain("\u009b");
    }

    @Test
    void dumpedHeadersOffATerminal_areAsTheyCame() {
        server.on(
                        "/x",
                        Reply.redirect(302, "/y")
                                .reason("Found")
                                .header("x-B", "2")
                                .header("X-a", "1"))
                .on("/y", Reply.ok("hello"));

        ProcessResult result =
                ptex(home, server.url("/x")).env("PTEX_DUMP_HEADERS", "1").run();

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.stderr()).isEqualTo("""
                        HTTP/1.1 302 Found
                        Location: /y
                        x-B: 2
                        X-a: 1
                        Content-Length: 0

                        HTTP/1.1 200 OK
                        Content-Length: 5

                        """);
    }
}
