package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Sha256;
import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author's CI is told of a manifest's URLs. */
class CheckIT {
    private static final String HELLO = Sha256.of("hello");

    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ProcessResult check(String manifest, String... options) throws Exception {
        Files.writeString(home.resolve("m.json"), manifest);
        String[] words = new String[options.length + 2];
        words[0] = "check";
        System.arraycopy(options, 0, words, 1, options.length);
        words[words.length - 1] = "m.json";
        return ptex(home, words).run();
    }

    private String manifest(long size, String hash) {
        return "{\"ptex\": {\"a\": \"" + server.url("/a?token=secret") + "\"}, \"scie\": {\"lift\": {\"files\": [{"
                + "\"name\": \"a\", \"size\": " + size + ", \"hash\": \"" + hash + "\"}]}}}";
    }

    private String shown() {
        return "a  " + server.url("/a?token=***") + "  ";
    }

    @Test
    void rightLength_isOk() throws Exception {
        server.on("/a?token=secret", Reply.ok("hello"));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text())
                .as(result.toString())
                .isEqualTo(shown() + "ok; no ranges, so that what breaks off begins anew; no mirror\n");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void anotherLength_isToldWithWhatTheManifestSays() throws Exception {
        server.on("/a?token=secret", Reply.ok("hello"));

        ProcessResult result = check(manifest(7, HELLO));

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "5 bytes, the manifest says 7");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void missingFile_isToldAsAFetchWould() throws Exception {
        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "the server answered 404");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void full_comparesTheHash() throws Exception {
        server.on("/a?token=secret", Reply.ok("jello"));

        ProcessResult result = check(manifest(5, HELLO), "--full");

        assertThat(result.text())
                .as(result.toString())
                .startsWith(shown() + "sha256 is " + Sha256.of("jello") + ", the manifest says " + HELLO);
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void json_hasAllKeys() throws Exception {
        server.on("/a?token=secret", Reply.ok("hello"));

        ProcessResult result = check(manifest(5, HELLO), "--json", "--full");

        assertThat(result.text().replaceAll("\\s", ""))
                .as(result.toString())
                .isEqualTo("[{\"name\":\"a\",\"url\":\"" + server.url("/a?token=***")
                        + "\",\"source\":\"ptex\",\"ok\":true,"
                        + "\"status\":200,\"size\":5,\"expectedSize\":5,\"sha256\":\"" + HELLO
                        + "\",\"expectedSha256\":\"" + HELLO
                        + "\",\"ranges\":false,\"problem\":null,\"notes\":[\"noranges,sothatwhatbreaksoffbeginsanew\","
                        + "\"nomirror\"]}]");
    }

    @Test
    void httpWithoutAHash_isAnError() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = check("{\"ptex\": {\"a\": \"" + server.url("/a") + "\"}}");

        assertThat(result.text()).as(result.toString()).contains("  http without a hash: ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void whatTheLiftLacks_isAnErrorWithoutAURL() throws Exception {
        ProcessResult result = check("{\"ptex-mirrors\": {}, \"ptex\": {}, \"scie\": {\"lift\": {\"files\": ["
                + "{\"name\": \"a\", \"hash\": \"none\", \"source\": \"fetch\"}],"
                + "\"boot\": {\"bindings\": {\"fetch\": {\"exe\": \"{ptex}\"}}}}}}");

        assertThat(result.text()).isEqualTo("""
                        a  -  it is to be fetched by fetch, and has no URL
                        a  -  its hash is no sha256
                        """);
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void nameThatTheLiftDoesNotHave_isAnError() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result =
                check("{\"ptex\": {\"a\": \"" + server.url("/a") + "\"}, \"scie\": {\"lift\": {\"files\": []}}}");

        assertThat(result.text()).as(result.toString()).endsWith("a  -  no file of the lift has this name\n");
    }
}
