package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ptex explain}, and when it is one. */
class ExplainIT {
    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void manifestsFile_isExplainedAndNobodyAsked() throws Exception {
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"x\": \"" + server.url("/x") + "\"}}");

        ProcessResult result = ptex(home, "explain", "m.json", "x").run();

        assertThat(result.text()).contains("1. " + server.url("/x") + "\n  source       manifest\n");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(server.connections()).isZero();
    }

    @Test
    void json_isAnObjectWithCandidates() {
        ProcessResult result = ptex(home, "explain", server.url("/x"), "--json").run();

        assertThat(result.text())
                .startsWith("{")
                .contains("\"candidates\" : [ {\n    \"url\" : \"" + server.url("/x") + "\",\n    \"source\" :"
                        + " \"command line\",")
                .contains("\"proxy\" : null,");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingLeftToTry_isAFailure() throws Exception {
        Path file = Files.writeString(home.resolve("policy"), "ptex.rewrite.\"*\" = off\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        ProcessResult result = ptex(home, "explain", server.url("/x"))
                .env("PTEX_CONFIG", file.toString())
                .run();

        assertThat(result.text())
                .endsWith("not asked: " + server.url("/x") + ": blocked by the rule in " + file + ":1\n");
        assertThat(result.stderr()).isEqualTo("ptex: there is no URL left to try\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void missingName_isReportedAsForAFetch() throws Exception {
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"x\": \"y\"}}");

        ProcessResult result = ptex(home, "explain", "m.json", "z").run();

        assertThat(result.stderr()).startsWith("ptex: Did not find an URL mapping for file z in m.json.");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void wordsThatMakeNoSense_areAUsageError() {
        assertThat(ptex(home, "explain").run().exit()).isEqualTo(2);
        assertThat(ptex(home, "explain", "a", "b", "c").run().exit()).isEqualTo(2);
        assertThat(ptex(home, "explain", "--typo", "http://h/").run().stderr())
                .startsWith("ptex: there is no option --typo\nUsage: ptex explain [--json] MANIFEST FILE\n");
    }

    @Test
    void help_isItsOwn() {
        assertThat(ptex(home, "explain", "--help").run().text())
                .startsWith("Usage: ptex explain [--json] MANIFEST FILE\n")
                .contains("--json");
    }

    @Test
    void fileOfThatName_isAManifest() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Files.writeString(home.resolve("explain"), "{\"ptex\": {\"x\": \"" + server.url("/x") + "\"}}");

        assertThat(ptex(home, "explain", "x").run().text()).isEqualTo("hello");
    }

    @Test
    void pathToAFileOfThatName_isAManifest() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path folder = Files.createDirectory(home.resolve("folder"));
        Files.writeString(folder.resolve("explain"), "{\"ptex\": {\"x\": \"" + server.url("/x") + "\"}}");

        assertThat(ptex(home, folder + "/explain", "x").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "./explain", "x").run().stderr()).startsWith("ptex: Failed to open lift manifest");
    }
}
