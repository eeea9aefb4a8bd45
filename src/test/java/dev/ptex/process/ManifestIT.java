package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scie-jump, science, Pex and scie-pants do with a manifest. */
class ManifestIT {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Path manifest(String ptex, String mirrors, String files) throws Exception {
        return Files.writeString(
                home.resolve("lift.json"),
                "{\"ptex\": {\"a.bin\": \"" + ptex + "\"}, \"ptex-mirrors\": {\"a.bin\": [" + mirrors
                        + "]}, \"scie\": {\"jump\": {\"size\": 1}, \"lift\": {\"files\": [" + files + "]}}}");
    }

    private static String file(long size, String hash) {
        return "{\"name\": \"a.bin\", \"size\": " + size + ", \"hash\": \"" + hash + "\", \"type\": \"blob\"}";
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private ProcessResult fetch(Path manifest) {
        return ptex(home, manifest.toString(), "a.bin").run();
    }

    @Test
    void rightBytes_areAllThatIsWritten() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = fetch(manifest(server.url("/a"), "", file(5, HELLO)));

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void scieJumpsProtocol_isKept() throws Exception {
        // stdin is null, stdout is copied to its end into a file, then hashed, and only then is the status waited for.
        byte[] content = new byte[3_000_000];
        new java.util.Random(1).nextBytes(content);
        server.on("/a", Reply.ok(content));
        Path manifest = manifest(server.url("/a"), "", file(content.length, sha256(content)));
        Path loaded = home.resolve("loaded");

        ProcessResult result = ptex(home, manifest.toString(), "a.bin")
                .env("SCIE", "/some/scie")
                .env("SCIE_ARGV0", "scie")
                .runInto(loaded);

        assertThat(sha256(Files.readAllBytes(loaded))).as(result.toString()).isEqualTo(sha256(content));
        assertThat(result.exit()).isZero();
        assertThat(result.stderr()).isEmpty();
    }

    /** The native executable hashes whole blocks, which are of 64 bytes, by code of its own. */
    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 65_536 + 55, 65_536 + 56})
    void lengthsAroundABlock_haveTheRightHash(int length) throws Exception {
        byte[] content = new byte[length];
        new java.util.Random(length).nextBytes(content);
        server.on("/a", Reply.ok(content));

        ProcessResult result = fetch(manifest(server.url("/a"), "", file(length, sha256(content))));

        assertThat(result.stdout()).as(result.toString()).isEqualTo(content);
        assertThat(result.exit()).isZero();
    }

    @Test
    void wrongBytes_areWrittenAndReported() throws Exception {
        // science and Pex look for the size and hash that scie-jump then reports.
        server.on("/a", Reply.ok("jello"));

        ProcessResult result = fetch(manifest(server.url("/a"), "", file(5, HELLO)));

        assertThat(result.text()).isEqualTo("jello");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to source file a.bin: Failed to fetch " + server.url("/a") + ": it has 5 bytes"
                        + " with sha256 " + sha256("jello".getBytes(StandardCharsets.UTF_8))
                        + ", but the manifest says 5 bytes with sha256 " + HELLO + "\n");
    }

    @Test
    void hashThatIsNone_isAMismatch() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = fetch(manifest(server.url("/a"), "", file(5, "Slartibartfast")));

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr()).contains("a hash that is no sha256, \"Slartibartfast\"");
    }

    @Test
    void sizeNull_hashDecides() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = fetch(
                manifest(server.url("/a"), "", "{\"name\": \"a.bin\", \"size\": null, \"hash\": \"" + HELLO + "\"}"));

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.exit()).isZero();
    }

    @Test
    void sizeWrongAndHashRight_isOneWarning() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = fetch(manifest(server.url("/a"), "", file(99, HELLO)));

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.exit()).isZero();
        assertThat(result.stderr())
                .isEqualTo("ptex: warning: the manifest gives a.bin a size of 99 bytes, but the file with its sha256"
                        + " has 5\n");
    }

    @Test
    void firstUrlFails_mirrorServes() throws Exception {
        server.on("/a", Reply.status(404).reason("Not Found")).on("/b", Reply.ok("hello"));

        ProcessResult result = fetch(manifest(server.url("/a"), '"' + server.url("/b") + '"', file(5, HELLO)));

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void allFail_eachIsReportedInOrder() throws Exception {
        server.on("/a", Reply.status(404).reason("Not Found"))
                .on("/b?sig=secret", Reply.redirect(302, "/c"))
                .on("/c", Reply.status(501).reason("Not Implemented"));

        ProcessResult result = fetch(manifest(
                server.url("/a").replace("//", "//u:secret@"),
                '"' + server.url("/b?sig=secret") + '"',
                file(5, HELLO)));

        assertThat(result.stdout()).isEmpty();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to source file a.bin: all 2 URLs failed\n"
                        + "  Failed to fetch " + server.url("/a") + ": the server answered 404 Not Found\n"
                        + "  Failed to fetch " + server.url("/b?sig=***") + ": redirected to " + server.url("/c")
                        + ": the server answered 501 Not Implemented\n");
    }

    @Test
    void bootstrapFileOfPex_needsNoScie() throws Exception {
        // PEX_BOOTSTRAP_URLS names a file with nothing but this, by a relative path.
        Files.writeString(
                home.resolve("pythons.json"), "{\"ptex\": {\"cpython-3.12+x.tar.gz\": \"file://" + home + "/p+y\"}}");
        Files.writeString(home.resolve("p+y"), "python");

        ProcessResult result =
                ptex(home, "pythons.json", "cpython-3.12+x.tar.gz").run();

        assertThat(result.text()).as(result.toString()).isEqualTo("python");
    }

    @Test
    void folderWithManifestAndFiles_isAMirror() throws Exception {
        Path folder = Files.createDirectories(home.resolve("my mirror/files"));
        Files.writeString(folder.resolve("a b"), "hello");
        Path manifest = Files.writeString(folder.resolveSibling("lift.json"), "{\"ptex\": {\"a.bin\": \"files/a b\"}}");

        assertThat(ptex(Path.of("/"), manifest.toString(), "a.bin").run().text())
                .isEqualTo("hello");
    }

    @Test
    void nameThatIsMissing_getsASuggestion() throws Exception {
        ProcessResult result =
                ptex(home, manifest("x", "", "").toString(), "a.bni").run();

        assertThat(result.stderr())
                .isEqualTo("ptex: Did not find an URL mapping for file a.bni in " + home.resolve("lift.json")
                        + ".\n  hint: did you mean a.bin?\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void malformedManifest_isNamedWithThePlace() throws Exception {
        Path manifest = Files.writeString(home.resolve("bad.json"), "{\n  \"ptex\" {}\n}");

        ProcessResult result = fetch(manifest);

        assertThat(result.stderr())
                .startsWith("ptex: Failed to parse lift manifest " + manifest + ": line 2, column ")
                .contains("expected");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void missingManifest_isNamed() {
        ProcessResult result = ptex(home, "none.json", "a.bin").run();

        assertThat(result.stderr()).isEqualTo("ptex: Failed to open lift manifest at none.json: no such file\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void missingFileUrl_saysFailedToFetch() {
        // scie-pants' tests look for this.
        ProcessResult result = ptex(home, "file:///nonexistent/x").run();

        assertThat(result.stderr()).isEqualTo("ptex: Failed to fetch file:///nonexistent/x: no such file\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void example_isFetched() {
        ProcessResult result = ptex(
                        home,
                        Path.of("examples/offline/lift.json").toAbsolutePath().toString(),
                        "greeting.txt")
                .run();

        assertThat(result.text()).as(result.toString()).isEqualTo("Hello from a file that a scie left out.\n");
        assertThat(result.exit()).isZero();
    }
}
