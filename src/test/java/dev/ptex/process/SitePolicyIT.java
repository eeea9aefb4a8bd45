package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a site's rewrite rules do to the executable. */
@DisabledOnOs(OS.WINDOWS)
class SitePolicyIT {
    @TempDir
    Path home;

    private final ScriptedServer origin = ScriptedServer.start();
    private final ScriptedServer site = ScriptedServer.start();

    @AfterEach
    void stop() {
        origin.close();
        site.close();
    }

    private Path policy(String... lines) throws Exception {
        Path file = home.resolve(".config/ptex/ptex.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Path manifest() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("hello".getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest);
        return Files.writeString(
                home.resolve("lift.json"),
                "{\"ptex\": {\"x\": \"" + origin.url("/x") + "\"}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"x\","
                        + " \"size\": 5, \"hash\": \"" + hash + "\"}]}}}");
    }

    @Test
    void shippedManifest_isFetchedFromTheSite() throws Exception {
        policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/mirror/"));
        site.on("/mirror/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, manifest().toString(), "x").run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(origin.connections()).isZero();
    }

    @Test
    void siteThatDoesNotHaveIt_isFollowedByTheOriginal() throws Exception {
        policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/") + ", direct");
        site.on("/x", Reply.status(404));
        origin.on("/x", Reply.ok("hello"));

        assertThat(ptex(home, manifest().toString(), "x").run().text()).isEqualTo("hello");
    }

    @Test
    void cacheOfTheSite_isAskedByHash() throws Exception {
        policy("ptex.rewrite.\"*\" = " + site.url("/cas/") + "{sha256}");
        site.onRequest("/cas/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", r -> Reply.ok("hello"));

        ProcessResult result = ptex(home, manifest().toString(), "x").run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
    }

    @Test
    void gateThatForbids_isTheLastWord() throws Exception {
        Path file = policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/") + "!, direct");
        site.on("/x", Reply.status(403));

        ProcessResult result = ptex(home, origin.url("/x")).run();

        assertThat(result.stderr())
                .isEqualTo(
                        "ptex: Failed to fetch " + site.url("/x") + ": the server answered 403 Scripted (in place of "
                                + origin.url("/x") + ", by " + file + ":1)\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(origin.connections()).isZero();
    }

    @Test
    void whatIsOff_isNotAskedAndSaysWhy() throws Exception {
        Path file = policy("ptex.block-message = ask IT, room 5", "ptex.rewrite.\"" + origin.url("/") + "\" = off");

        ProcessResult result = ptex(home, manifest().toString(), "x").run();

        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to source file x: Failed to fetch " + origin.url("/x")
                        + ": blocked by the rule in " + file + ":2: ask IT, room 5\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(origin.connections()).isZero();
    }

    @Test
    void siteThatFails_isNamedAndThenWhatIsOff() throws Exception {
        Path file = policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/") + ", off");
        site.on("/x", Reply.status(404));

        ProcessResult result = ptex(home, origin.url("/x")).run();

        assertThat(result.stderr())
                .isEqualTo("ptex: all 2 URLs failed\n"
                        + "  Failed to fetch " + site.url("/x") + ": the server answered 404 Scripted (in place of "
                        + origin.url("/x") + ", by " + file + ":1)\n"
                        + "  Failed to fetch " + origin.url("/x") + ": blocked by the rule in " + file + ":1\n");
    }

    @Test
    void headersAndCredentialsOfTheOriginal_doNotGoToTheSite() throws Exception {
        policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/") + ", direct");
        site.on("/x", Reply.status(404));
        origin.on("/x", Reply.ok("hello"));
        String url = origin.url("/x").replace("://", "://me:secret@");

        ProcessResult result = ptex(home, "-H", "X-Token: s3cret", url).run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(site.requests().get(0).headers("X-Token")).isEmpty();
        assertThat(site.requests().get(0).headers("Authorization")).isEmpty();
        assertThat(origin.requests().get(0).headers("X-Token")).containsExactly("s3cret");
        assertThat(origin.requests().get(0).headers("Authorization")).hasSize(1);
    }

    @Test
    void credentialsOfTheSite_areLookedUpForIt() throws Exception {
        String original = "http://localhost:" + origin.port() + "/x";
        policy("ptex.rewrite.\"http://localhost:" + origin.port() + "/\" = " + site.url("/"));
        site.on("/x", Reply.ok("hello"));
        Files.writeString(
                home.resolve(".netrc"),
                "machine localhost login original password p\nmachine 127.0.0.1 login site password p\n");

        ptex(home, original).run();

        assertThat(site.takeRequest().header("Authorization"))
                .contains("Basic " + Base64.getEncoder().encodeToString("site:p".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void remoteName_isTheOriginals() throws Exception {
        policy("ptex.rewrite.\"" + origin.url("/") + "\" = " + site.url("/cas/") + "{name}/data");
        site.on("/cas/x.tgz/data", Reply.ok("hello"));

        ptex(home, "-O", origin.url("/x.tgz")).run();

        assertThat(home.resolve("x.tgz")).hasContent("hello");
    }

    @Test
    void relativeUrl_isNotRewritten() throws Exception {
        policy("ptex.rewrite.\"*\" = off");
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"x\": \"data\"}}");
        Files.writeString(home.resolve("data"), "hello");

        assertThat(ptex(home, "m.json", "x").run().text()).isEqualTo("hello");
    }

    @Test
    void ruleThatMakesNoSense_endsItBeforeAnythingIsSent() throws Exception {
        Path file = policy("", "ptex.rewrite.\"http://h\" = direct");

        ProcessResult result = ptex(home, origin.url("/x")).run();

        assertThat(result.stderr())
                .isEqualTo("ptex: the rewrite rule in " + file
                        + ":2 cannot be used: the prefix \"http://h\" does not end in /\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(origin.connections()).isZero();
    }
}
