package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        return ptex(home, "prefetch").and(arguments).run();
    }

    private static void assertFine(ProcessResult result) {
        assertThat(result.stderr()).as(result.toString()).isEmpty();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void folder_isAllThatAFetchNeeds() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a%20b c.bin", "x:y");

        assertFine(prefetch("m.json", "dir"));
        server.close();

        Path manifest = home.resolve("dir/lift.json");
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        assertThat(ptex(home, manifest.toString(), "a%20b c.bin")
                        .in(elsewhere)
                        .run()
                        .text())
                .isEqualTo("hello");
        assertThat(ptex(home, manifest.toString(), "x:y").in(elsewhere).run().text())
                .isEqualTo("world");
        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a%20b c.bin\n" + WORLD + "  x:y\n");
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

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a\u2028b", "*a", " a ", "~", "\u00e4", "lift.json ", "a#b?c", "'\\\"$HOME"})
    void checksums_areReadBySha256sum(String name) throws Exception {
        assumeTrue(PtexProcess.hasProgram("sha256sum"), "there is no sha256sum");
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a", name);
        assertFine(prefetch("m.json", "dir"));

        ProcessResult result = PtexProcess.of("sha256sum", home, "-c", "--strict", "SHA256SUMS")
                .in(home.resolve("dir"))
                .run();

        assertThat(result.exit()).as(result.toString()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Data.bin, data.BIN", "\u00e4, a\u0308", "stra\u00dfe, STRASSE"})
    void namesThatSomeSystemsTakeForOne_areRefusedUnlessTheHashNamesFiles(String first, String second)
            throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest(first, second);

        ProcessResult refused = prefetch("m.json", "dir");

        assertThat(refused.stderr())
                .isEqualTo("ptex: cannot prefetch both \"" + first + "\" and \"" + second
                        + "\": macOS and Windows take them for one name; --cas names files by their hash\n");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
        assertFine(prefetch("--cas", "m.json", "dir"));
    }

    @Test
    void nameThatNoFileCanHave_isRefused() throws Exception {
        manifest("a", "\\ud800");

        ProcessResult result = prefetch("m.json", "dir");

        assertThat(result.stderr()).endsWith("it cannot be the name of a file here\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wrongFileThatIsThere_isReplaced() throws Exception {
        server.on("/hello", Reply.ok("hello"));
        manifest("a", "b");
        Files.writeString(Files.createDirectory(home.resolve("dir")).resolve("a"), "jello");

        assertFine(prefetch("m.json", "dir", "a"));

        assertThat(home.resolve("dir/a")).hasContent("hello");
    }

    @Test
    void names_limitWhatIsFetchedAndBothListsHaveAllThatIsThere() throws Exception {
        server.on("/hello", Reply.ok("hello")).on("/world", Reply.ok("world"));
        manifest("a", "b");
        assertFine(prefetch("m.json", "dir", "a"));
        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a\n");

        assertFine(prefetch("m.json", "dir", "b"));

        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a\n" + WORLD + "  b\n");
        assertThat(home.resolve("dir/lift.json")).content().contains("\"a\": \"a\",\n    \"b\": \"b\"");
    }

    @Test
    void unknownName_isAnErrorBeforeAnythingIsFetched() throws Exception {
        manifest("a", "b");

        ProcessResult result = prefetch("m.json", "dir", "a", "c");

        assertThat(result.stderr()).startsWith("ptex: Did not find an URL mapping for file c in m.json.\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void twoNamesOfOneHash_areOneFileInACas() throws Exception {
        server.on("/hello", Reply.status(404)).on("/world", Reply.ok("hello"));
        Files.writeString(home.resolve("m.json"), """
                {"ptex": {"a": "%s", "b": "%s"}, "scie": {"lift": {"files": [
                  {"name": "a", "hash": "%3$s"}, {"name": "b", "hash": "%3$s"}]}}}
                """.formatted(server.url("/hello"), server.url("/world"), HELLO));

        assertFine(prefetch("--cas", "m.json", "dir"));

        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  " + HELLO + "\n");
        assertThat(ptex(home, "dir/lift.json", "a").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "dir/lift.json", "b").run().text()).isEqualTo("hello");
    }

    @Test
    void fileWithoutAHash_isRefusedForACas() throws Exception {
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"a\": \"" + server.url("/hello") + "\"}}");

        ProcessResult result = prefetch("--cas", "m.json", "dir");

        assertThat(result.stderr())
                .isEqualTo("ptex: cannot prefetch a by its hash: the manifest has no sha256 of it\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void mirror_servesWhatTheFirstUrlDoesNot() throws Exception {
        server.on("/m", Reply.ok("hello"));
        Files.writeString(home.resolve("m.json"), """
                {"ptex": {"a": "%s"}, "ptex-mirrors": {"a": ["%s"]},
                 "scie": {"lift": {"files": [{"name": "a", "hash": "%s"}]}}}
                """.formatted(server.url("/hello"), server.url("/m"), HELLO));

        assertFine(prefetch("m.json", "dir"));

        assertThat(home.resolve("dir/lift.json")).content().doesNotContain("ptex-mirrors");
    }

    @Test
    void proxyAndRewriteRules_areThoseOfAFetch() throws Exception {
        assertFine(MirroredSite.ptex(home, server, "prefetch", "m.json", "dir").run());

        assertThat(home.resolve("dir/a")).hasContent("hello");
    }

    @Test
    void transferThatBrokeOff_goesOnInTheNextRun() throws Exception {
        byte[] content = new byte[400_000];
        new Random(5).nextBytes(content);
        Path copy = Files.write(home.resolve("copy"), content);
        Files.writeString(home.resolve("m.json"), """
                {"ptex": {"a": "%s"}, "scie": {"lift": {"files": [{"name": "a", "size": 400000, "hash": "%s"}]}}}
                """.formatted(
                        server.url("/a"), Fingerprint.of(copy).sha256()));
        server.onRequest(
                "/a",
                request -> server.requests().size() == 1
                        ? RangeServer.answer(request, content, "\"1\"").cutAfter(200_000)
                        : Reply.status(410));
        assertThat(prefetch("m.json", "dir").exit()).isEqualTo(1);
        int before = server.requests().size();
        server.onRequest("/a", request -> RangeServer.answer(request, content, "\"1\""));

        assertFine(prefetch("m.json", "dir"));

        assertThat(home.resolve("dir/a")).hasBinaryContent(content);
        assertThat(server.requests().get(before).header("Range").orElse("none")).startsWith("bytes=200000-");
    }

    @Test
    void signal_leavesNothingHalfWritten() throws Exception {
        manifest("a", "b");
        server.on("/hello", Reply.ok("hello").stallAfter(3))
                .on("/world", Reply.ok("world").stallAfter(3));
        try (RunningProcess running = ptex(home, "prefetch", "m.json", "dir").start()) {
            server.takeRequest();
            server.takeRequest();

            ProcessResult result = running.signal("TERM").result();

            assertThat(result.exit()).as(result.toString()).isEqualTo(143);
            assertThat(result.stderr()).isEmpty();
        }
        assertThat(home.resolve("dir")).isEmptyDirectory();
    }

    @Test
    void files_comeSeveralAtOnce() throws Exception {
        CyclicBarrier pair = new CyclicBarrier(2);
        for (String name : List.of("hello", "world")) {
            server.onRequest("/" + name, request -> {
                try {
                    pair.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    return Reply.status(410);
                }
                return Reply.ok(name);
            });
        }
        manifest("a", "b");

        assertFine(prefetch("m.json", "dir"));
    }

    @Test
    void folderThatIsALink_isFollowed() throws Exception {
        server.on("/hello", Reply.ok("hello"));
        manifest("a", "b");
        Files.createSymbolicLink(home.resolve("dir"), Files.createDirectory(home.resolve("real")));

        assertFine(prefetch("m.json", "dir", "a"));

        assertThat(home.resolve("real/a")).hasContent("hello");
    }

    @Test
    void folderThatIsNone_isNamed() throws Exception {
        manifest("a", "b");

        ProcessResult result = prefetch("m.json", "m.json");

        assertThat(result.stderr()).isEqualTo("ptex: cannot write into m.json: it is not a directory\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void checksumsThatAreNoText_areReplaced() throws Exception {
        server.on("/hello", Reply.ok("hello"));
        manifest("a", "b");
        Files.write(Files.createDirectory(home.resolve("dir")).resolve("SHA256SUMS"), new byte[] {-1, -2, 0});

        assertFine(prefetch("m.json", "dir", "a"));

        assertThat(home.resolve("dir/SHA256SUMS")).hasContent(HELLO + "  a\n");
    }

    @Test
    void listThatCannotBeWritten_hidesNoOtherFailure() throws Exception {
        server.on("/world", Reply.ok("world"));
        manifest("a", "b");
        Files.createDirectories(home.resolve("dir/lift.json"));

        ProcessResult result = prefetch("m.json", "dir");

        assertThat(result.stderr())
                .startsWith("ptex: Failed to source file a: ")
                .endsWith("\nptex: cannot write dir/lift.json: it is a directory\n");
        assertThat(home.resolve("dir/b")).hasContent("world");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.json|a manifest or a scie, and a folder, are expected",
                "m.json ''|a manifest or a scie, and a folder, are expected",
                "--jobs 0 m.json dir|--jobs needs a number from 1 to 999, and not \"0\"",
                "--jobs|--jobs needs a value",
                "--full m.json dir|there is no option --full"
            })
    void wordsThatMakeNoSense_areAUsageError(String words, String message) {
        ProcessResult result = prefetch(words.replace("''", "").split(" ", -1));

        assertThat(result.stderr()).as(result.toString()).startsWith("ptex: " + message + "\nUsage: ptex prefetch ");
        assertThat(result.exit()).isEqualTo(2);
    }

    private ProcessResult prefetchSlowlyInATerminal(String... options) throws Exception {
        assumeTrue(PtexProcess.hasTerminal());
        server.onSlowly("/hello");
        Files.writeString(
                home.resolve("m.json"), """
                {"ptex": {"a": "%s"}, "scie": {"lift": {"files": [{"name": "a", "size": 2000000, "hash": "%s"}]}}}
                """.formatted(server.url("/hello"), Sha256.of("\0".repeat(2_000_000))));
        return ptex(home, "prefetch", "m.json", "dir")
                .and(options)
                .env("TERM", "xterm")
                .runInTerminal();
    }

    @Test
    void terminal_showsEachThatIsUnderWayAndAll() throws Exception {
        assertThat(prefetchSlowlyInATerminal().stderr())
                .containsPattern("\r0/1 files  \\d\\.\\d of 2\\.0 MB[^\r]*  a \\d+%")
                .endsWith("\r");
    }

    @Test
    void silentOnATerminal_showsNothing() throws Exception {
        assertThat(prefetchSlowlyInATerminal("-s").stderr()).isEmpty();
    }
}
