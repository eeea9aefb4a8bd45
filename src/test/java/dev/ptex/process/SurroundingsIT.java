package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A system that has less than usual: no current directory, little memory, no /proc. */
@DisabledOnOs(OS.WINDOWS)
class SurroundingsIT {
    @TempDir
    Path home;

    private static boolean isNative() throws IOException {
        try (InputStream executable = Files.newInputStream(Path.of(System.getProperty("ptex.executable")))) {
            return executable.read() != '#';
        }
    }

    private ProcessResult fetch(Run run) throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/x", Reply.ok(new byte[3_000_000]));
            return run.of(ptex(home, server.url("/x")));
        }
    }

    private interface Run {
        ProcessResult of(PtexProcess ptex) throws Exception;
    }

    // The current directory

    @Test
    @EnabledOnOs(OS.LINUX)
    void removedDirectory_isNotNeededForAUrl() throws Exception {
        ProcessResult result = fetch(PtexProcess::runInRemovedDirectory);

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(result.stdout()).hasSize(3_000_000);
        // Shells have something to say of it that cannot be helped.
        assertThat(result.stderr()).doesNotContain("ptex:", "java", "\tat ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void removedDirectory_hasNoManifest() {
        ProcessResult result = ptex(home, "lift.json", "x").runInRemovedDirectory();

        assertThat(result.stderr()).endsWith("ptex: Failed to open lift manifest at lift.json: no such file\n");
        assertThat(result.stderr()).doesNotContain("java", "\tat ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void removedDirectory_takesNoFile() throws Exception {
        Files.writeString(home.resolve("data"), "hello");

        ProcessResult result = ptex(home, "-O", "file://" + home + "/data").runInRemovedDirectory();

        assertThat(result.stderr()).endsWith("ptex: cannot write data: no such file\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    // Memory

    @ParameterizedTest
    @ValueSource(strings = {"-v 2097152", "-d 65536"})
    @EnabledOnOs(OS.LINUX)
    void littleMemory_isEnough(String limit) throws Exception {
        assumeTrue(isNative(), "HotSpot takes more, the more the machine has");

        ProcessResult result = fetch(ptex -> ptex.runWithin(limit));

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).hasSize(3_000_000);
    }

    /** It is refused at another place each time: for the heap, for a thread, for a library, before the first line of Java. */
    @ParameterizedTest
    @ValueSource(
            ints = {26000, 30000, 33000, 35000, 37000, 38000, 38250, 38500, 39000, 40000, 41000, 42000, 45000, 50000})
    @EnabledOnOs(OS.LINUX)
    void memoryThatTheSystemRefuses_isSaidInOneLine(int limit) throws Exception {
        assumeTrue(isNative(), "HotSpot says it in its own words");

        ProcessResult result = fetch(ptex -> ptex.runWithin("-d " + limit));

        if (result.exit() == 0) {
            assertThat(result.stdout()).hasSize(3_000_000);
        } else {
            assertThat(result.stderr()).matches("ptex: there is not enough memory( for a thread, or .*)?\n");
            assertThat(result.exit()).isEqualTo(1);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void addressesThatTheSystemRefuses_areSaidInOneLine() throws Exception {
        assumeTrue(isNative(), "HotSpot says it in its own words");

        ProcessResult result = fetch(ptex -> ptex.runWithin("-v 1000000"));

        assertThat(result.stderr()).isEqualTo("ptex: there is not enough memory\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void memoryThatRunsOut_isSaidInOneLine() throws Exception {
        Path manifest =
                Files.writeString(home.resolve("lift.json"), "{\"ptex\": {\"x\": \"" + "x".repeat(64 << 20) + "\"}}");
        PtexProcess ptex = isNative()
                ? ptex(home, "-Xmx24m", manifest.toString(), "x")
                : ptex(home, manifest.toString(), "x").env("JAVA_TOOL_OPTIONS", "-Xmx24m");

        ProcessResult result = ptex.run();

        assertThat(result.stderr())
                .endsWith("ptex: there is not enough memory\n")
                .doesNotContain("\tat ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void removedDirectory_isNotMadeAgain() throws Exception {
        ProcessResult result;
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/x", Reply.ok(new byte[3_000_000]));
            Path manifest = Files.writeString(
                    home.resolve("lift.json"),
                    "{\"ptex\": {\"x\": \"" + server.url("/x") + "\"}, \"scie\": {\"lift\": {\"files\":"
                            + " [{\"name\": \"x\", \"size\": 3000000}]}}}");

            result = ptex(home, manifest.toString(), "x")
                    .env("PTEX_CACHE_DIR", "cache")
                    .runInRemovedDirectory();
        }

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(home.resolve("removed")).doesNotExist();
    }

    // /proc

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutProc_closedStdoutIsAnError() throws Exception {
        assumeTrue(isNative(), "Java looks itself up there");
        assumeTrue(Files.getAttribute(home, "unix:uid").equals(0), "only root can take it away");

        ProcessResult result = fetch(PtexProcess::runWithoutProcAndStdout);

        assertThat(result.stderr()).startsWith("ptex: ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutProc_itWorks() throws Exception {
        assumeTrue(isNative(), "Java looks itself up there");
        assumeTrue(Files.getAttribute(home, "unix:uid").equals(0), "only root can take it away");

        ProcessResult result = fetch(PtexProcess::runWithoutProc);

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).hasSize(3_000_000);
    }
}
