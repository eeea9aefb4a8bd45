package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Sha256;
import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders for machines without a network. */
class PrefetchIT {
    private static final String HELLO = Sha256.of("hello");
    private static final String WORLD = Sha256.of("world");

    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private void manifest(String first, String second) throws Exception {
        Files.writeString(home.resolve("m.json"), """
                {"ptex": {"%1$s": "%3$s", "%2$s": "%4$s"}, "scie": {"lift": {"files": [
                  {"name": "%1$s", "size": 5, "hash": "%5$s"}, {"name": "%2$s", "size": 5, "hash": "%6$s"}]}}}
                """.formatted(
                        first, second, server.url("/hello"), server.url("/world"), HELLO, WORLD));
    }

    private ProcessResult prefetch(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "prefetch";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return ptex(home, words).run();
    }

    private static void assertFine(ProcessResult result) {
        assertThat(result.stderr()).as(result.toString()).isEmpty();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void folder_isAllThatAFetchNeeds() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a+b c.bin", "x:y");

        assertFine(prefetch("m.json", "dir"));
        server.close();

        assertThat(ptex(home, "dir/lift.json", "a+b c.bin").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "dir/lift.json", "x:y").run().text()).isEqualTo("world");
        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a+b c.bin\n" + WORLD + "  x:y\n");
    }

    @Test
    void whatIsThereAndRight_isNotFetchedAgain() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a", "b");
        assertFine(prefetch("m.json", "dir"));

        assertFine(prefetch("m.json", "dir"));

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void link_isReplacedAndNotWrittenThrough() throws Exception {
        server.on("/hello", Reply.ok("hello"));
        manifest("a", "b");
        Files.writeString(home.resolve("victim"), "old");
        Files.createSymbolicLink(Files.createDirectory(home.resolve("dir")).resolve("a"), home.resolve("victim"));

        assertFine(prefetch("m.json", "dir", "a"));

        assertThat(home.resolve("victim")).hasContent("old");
        assertThat(home.resolve("dir/a")).hasContent("hello");
    }

    @Test
    void whatFails_isListedAndTheRestStays() throws Exception {
        server.on("/hello", Reply.ok("jello")).on("/world", Reply.ok("world"));
        manifest("a", "b");

        ProcessResult result = prefetch("m.json", "dir");

        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr())
                .startsWith("ptex: Failed to source file a: Failed to fetch " + server.url("/hello"));
        assertThat(home.resolve("dir/a")).doesNotExist();
        assertThat(home.resolve("dir/b")).hasContent("world");
        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(WORLD + "  b\n");
        assertThat(Files.readString(home.resolve("dir/lift.json")))
                .contains("\"ptex\": {\n    \"b\": \"b\"\n  }")
                .doesNotContain("http://");
    }

    @Test
    void cas_namesFilesByTheirHash() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a", "b");

        assertFine(prefetch("--cas", "m.json", "dir"));

        assertThat(home.resolve("dir").resolve(HELLO)).hasContent("hello");
        assertThat(ptex(home, "dir/lift.json", "b").run().text()).isEqualTo("world");
    }

    @Test
    void fileWithoutAHash_isTakenWithAWarning() throws Exception {
        server.on("/hello", Reply.ok("hello"));
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"a\": \"" + server.url("/hello") + "\"}}");

        ProcessResult result = prefetch("m.json", "dir");

        assertThat(result.stderr())
                .isEqualTo("ptex: warning: the manifest has no hash of a, so that what came was not checked\n");
        assertThat(result.exit()).isZero();
        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\\\b", "..", ".", "LIFT.json", "sha256sums", "con", "nul.txt", "a\\u0007b"})
    void nameThatIsNoFileOfTheFolder_isRefusedBeforeAnythingIsFetched(String name) throws Exception {
        manifest("a", name);

        ProcessResult result = prefetch("m.json", "dir");

        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr()).startsWith("ptex: cannot prefetch \"");
        assertThat(server.requests()).isEmpty();
        assertThat(home.resolve("dir")).doesNotExist();
    }

    @Test
    void scie_isTakenForItsManifest() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a", "b");
        String scie = "\177ELF PK\5\6" + "\0".repeat(18) + Files.readString(home.resolve("m.json"));
        Files.writeString(home.resolve("scie"), scie, StandardCharsets.ISO_8859_1);

        assertFine(prefetch("scie", "dir"));

        assertThat(home.resolve("dir/b")).hasContent("world");
    }

    @Test
    void folderOfTheManifestItself_isRefused() throws Exception {
        manifest("a", "b");
        Files.move(home.resolve("m.json"), home.resolve("lift.json"));

        ProcessResult result = prefetch("lift.json", ".");

        assertThat(result.stderr())
                .isEqualTo(
                        "ptex: cannot prefetch into .: its lift.json is the manifest itself, and would be replaced\n");
        assertThat(result.exit()).isEqualTo(1);
    }
}
