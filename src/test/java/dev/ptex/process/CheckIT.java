package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.digest.Sha256;
import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        return ptex(home, "check").and(options).and("m.json").run();
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

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void headThatIsRefused_isAGetOfOneByte(int status) throws Exception {
        server.onRequest(
                "/a?token=secret",
                request -> request.method().equals("HEAD")
                        ? Reply.status(status)
                        : RangeServer.answer(request, "hello".getBytes(StandardCharsets.UTF_8), "\"x\""));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text()).as(result.toString()).isEqualTo(shown() + "ok; ranges; no mirror\n");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).header("Range")).contains("bytes=0-0");
    }

    @Test
    void headWithoutALength_isAGetOfOneByte() throws Exception {
        server.onRequest(
                "/a?token=secret",
                request -> request.method().equals("HEAD")
                        ? Reply.ok("").withoutLength()
                        : RangeServer.answer(request, "hello!".getBytes(StandardCharsets.UTF_8), "\"x\""));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text())
                .as(result.toString())
                .isEqualTo(shown() + "6 bytes, the manifest says 5; no mirror\n");
    }

    @Test
    void otherRefusal_isToldAtOnce() throws Exception {
        server.on("/a?token=secret", Reply.status(410).reason("Gone"));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "the server answered 410 Gone");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void redirect_isToldWithItsEndAndWithoutSecrets() throws Exception {
        server.on("/a?token=secret", Reply.redirect(302, "/b?X-Amz-Signature=secret"))
                .on("/b?X-Amz-Signature=secret", Reply.ok("hello"));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text())
                .as(result.toString())
                .startsWith(shown() + "ok; redirected to " + server.url("/b?X-Amz-Signature=***") + "; ")
                .doesNotContain("secret");
    }

    @Test
    void redirectIntoNowhere_isToldWithoutSecretsToo() throws Exception {
        server.on("/a?token=secret", Reply.redirect(302, "/b?X-Amz-Signature=secret"));

        ProcessResult result = check(manifest(5, HELLO), "--json");

        assertThat(result.text())
                .as(result.toString())
                .contains("\"problem\" : \"redirected to " + server.url("/b?X-Amz-Signature=***")
                        + ": the server answered 404 Not Found\"")
                .doesNotContain("secret");
    }

    @Test
    void failuresThatPass_areNone() throws Exception {
        server.on("/a?token=secret", Reply.status(503).header("Retry-After", "1"), Reply.hangUp(), Reply.ok("hello"));

        ProcessResult result = check(manifest(5, HELLO));

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "ok; ");
        assertThat(result.exit()).isZero();
    }

    @Test
    void failureThatDoesNotPass_isTriedAsOftenAsByAFetch() throws Exception {
        server.on("/a?token=secret", Reply.status(503).reason("Busy"));
        Files.writeString(home.resolve("m.json"), manifest(5, HELLO));

        ProcessResult result = ptex(home, "check", "m.json")
                .env("PTEX_PASSES", "3")
                .env("PTEX_BACK_OFF", "1ms")
                .run();

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "the server answered 503 Busy");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void fullOfAFileThatIsTooLong_endsWhereTheManifestSaysThatItEnds() throws Exception {
        server.on(
                "/a?token=secret", Reply.ok(new byte[1 << 20]).chunked(1 << 10).stallAfter(1 << 18));

        ProcessResult result = check(manifest(5, HELLO), "--full");

        assertThat(result.text())
                .as(result.toString())
                .containsPattern("  \\d+ bytes, the manifest says 5; ")
                .doesNotContain("sha256");
    }

    @Test
    void fullOfWhatIsRight_keepsNothing() throws Exception {
        server.on("/a?token=secret", Reply.ok("hello"));

        assertThat(check(manifest(5, HELLO), "--full").exit()).isZero();

        assertThat(server.requests()).extracting(RecordedRequest::method).containsExactly("GET");
        try (var files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(home.resolve("m.json"));
        }
    }

    @Test
    void mirrors_areAskedEachByItself() throws Exception {
        server.on("/a", Reply.ok("hello")).on("/m", Reply.ok("hello!"));

        ProcessResult result = check("{\"ptex\": {\"a\": \"" + server.url("/a") + "\"}, \"ptex-mirrors\": {\"a\": [\""
                + server.url("/m") + "\", \"" + server.url("/n").replace("127.0.0.1", "localhost")
                + "\"]}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"size\": 5, \"hash\": \"" + HELLO
                + "\"}]}}}");

        assertThat(result.text())
                .as(result.toString())
                .isEqualTo("a  " + server.url("/a") + "  ok; no ranges, so that what breaks off begins anew\n"
                        + "a  " + server.url("/m") + "  6 bytes, the manifest says 5\n"
                        + "a  " + server.url("/n").replace("127.0.0.1", "localhost")
                        + "  the server answered 404 Not Found\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void urlsOnOneHost_areNoted() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = check(
                "{\"ptex-mirrors\": {\"a\": [\"" + server.url("/a") + "\", \"" + server.url("/a")
                        + "\"]}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"hash\": \"" + HELLO + "\"}]}}}",
                "--json");

        assertThat(result.text())
                .as(result.toString())
                .contains("\"all URLs are on one host\"")
                .doesNotContain("\"source\" : \"ptex\"");
        assertThat(result.exit()).isZero();
    }

    @Test
    void namesLimit_whatIsAskedAndWhatCounts() throws Exception {
        server.on("/a", Reply.ok("hello"));
        Files.writeString(
                home.resolve("m.json"),
                "{\"ptex\": {\"a\": \"" + server.url("/a") + "\", \"b\": \"http://b.invalid/\","
                        + " \"c\": 1}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"hash\": \"" + HELLO
                        + "\"}, {\"name\": \"d\", \"hash\": \"none\"}]}}}");

        ProcessResult result = ptex(home, "check", "m.json", "a").run();

        assertThat(result.text()).as(result.toString()).startsWith("a  ").hasLineCount(1);
        assertThat(result.exit()).isZero();
    }

    @Test
    void entryThatIsNoUrl_isALineAndTheOthersAreAskedAllTheSame() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result =
                check("{\"ptex\": {\"b\": 1, \"c\": \"https://h:secret@:x/\", \"a\": \"" + server.url("/a")
                        + "\"}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"hash\": \"" + HELLO
                        + "\"}, {\"name\": \"b\"}, {\"name\": \"c\"}]}}}");

        assertThat(result.text())
                .as(result.toString())
                .startsWith(
                        "b  -  Failed to parse lift manifest m.json: line 1, column 16: expected a string for \"b\" in \"ptex\", found a number\n")
                .contains("\nc  -  the URL of \"c\" in m.json is not one: ")
                .contains("\na  " + server.url("/a") + "  ok; ")
                .doesNotContain("secret");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void unknownName_isAnError() throws Exception {
        Files.writeString(home.resolve("m.json"), manifest(5, HELLO));

        ProcessResult result = ptex(home, "check", "m.json", "b").run();

        assertThat(result.stderr()).startsWith("ptex: Did not find an URL mapping for file b in m.json.\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void scie_isCheckedByTheManifestBehindItsLastZip() throws Exception {
        server.on("/a?token=secret", Reply.ok("hello"));
        String zip = "PK\5\6" + "\0".repeat(16);
        String scie = "\177ELF" + zip + "\0\0{}" + zip + "\7\0comment" + manifest(5, HELLO);
        Files.writeString(home.resolve("scie"), scie, StandardCharsets.ISO_8859_1);

        ProcessResult result = ptex(home, "check", "scie").run();

        assertThat(result.text()).as(result.toString()).startsWith(shown() + "ok; ");
        assertThat(result.exit()).isZero();
    }

    @Test
    void jobs_areSoManyAtOnce() throws Exception {
        CyclicBarrier pair = new CyclicBarrier(2);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StringBuilder urls = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            server.onRequest("/" + i, request -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                try {
                    pair.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    return Reply.status(500);
                } finally {
                    now.decrementAndGet();
                }
                return Reply.ok("hello");
            });
            urls.append(i == 0 ? "" : ", ")
                    .append('"')
                    .append(server.url("/" + i))
                    .append('"');
        }

        ProcessResult result = check(
                "{\"ptex-mirrors\": {\"a\": [" + urls + "]}, \"scie\": {\"lift\": {\"files\": [{\"name\":"
                        + " \"a\", \"hash\": \"" + HELLO + "\"}]}}}",
                "--jobs",
                "2");

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(most).hasValue(2);
    }

    @Test
    void certificateThatExpiresSoon_isNoted() throws Exception {
        Path keys = home.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "10",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-file",
                home.resolve("ca.pem").toString(),
                "-keystore",
                keys.toString());
        try (ScriptedServer secure = ScriptedServer.startTls(TestCertificates.serverOf(keys))) {
            secure.on("/a", Reply.ok("hello"));
            Files.writeString(
                    home.resolve("m.json"), "{\"ptex\": {\"a\": \"https://localhost:" + secure.port() + "/a\"}}");

            ProcessResult result = ptex(home, "check", "m.json")
                    .env("SSL_CERT_FILE", home.resolve("ca.pem").toString())
                    .run();

            assertThat(result.text())
                    .as(result.toString())
                    .containsPattern("  ok; .*; its certificate expires on \\d{4}-\\d\\d-\\d\\d; no mirror\n");
            assertThat(result.exit()).isZero();
        }
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", "ptex-ptex"));
        ProcessResult result = PtexProcess.of(
                        command.get(0), home, command.subList(1, command.size()).toArray(String[]::new))
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private ProcessResult checkSlowlyInATerminal(String... options) throws Exception {
        assumeTrue(PtexProcess.hasTerminal());
        server.onSlowly("/a?token=secret");
        Files.writeString(home.resolve("m.json"), manifest(2_000_000, Sha256.of("\0".repeat(2_000_000))));
        return ptex(home, "check", "--full", "m.json")
                .and(options)
                .env("TERM", "xterm")
                .runInTerminal(home.resolve("out"));
    }

    @Test
    void terminal_showsEachThatIsUnderWayAndAll() throws Exception {
        ProcessResult result = checkSlowlyInATerminal();

        assertThat(result.stderr())
                .as(result.toString())
                .containsPattern("\r0/1 URLs  [^\r]*a \\d+%")
                .endsWith("\r");
        assertThat(home.resolve("out")).content().startsWith(shown() + "ok; ");
    }

    @Test
    void silentOnATerminal_showsNothing() throws Exception {
        assertThat(checkSlowlyInATerminal("-s").stderr()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-s|no manifest and no scie is given",
                "--jobs 1000 m.json|--jobs needs a number from 1 to 999, and not \"1000\"",
                "--cas m.json|there is no option --cas",
                "--json --json m.json|--json is there twice",
                "--full=1 m.json|an option has a value that it does not take"
            })
    void wordsThatMakeNoSense_areAUsageError(String words, String message) {
        ProcessResult result = ptex(home, ("check " + words).split(" ")).run();

        assertThat(result.stderr()).as(result.toString()).startsWith("ptex: " + message + "\nUsage: ptex check ");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void withoutAnyWord_isTheSubcommandAllTheSame() {
        assertThat(ptex(home, "check").run().exit()).isEqualTo(2);
    }

    @Test
    void pathOfThatName_isAManifest() throws Exception {
        server.on("/a", Reply.ok("hello"));
        Files.writeString(home.resolve("check"), "{\"ptex\": {\"a\": \"" + server.url("/a") + "\"}}");

        assertThat(ptex(home, "./check", "a").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "check", "a").run().text()).isEqualTo("hello");
    }

    @Test
    void proxyAndRewriteRules_areThoseOfAFetch() throws Exception {
        ProcessResult result =
                MirroredSite.ptex(home, server, "check", "m.json").run();

        assertThat(result.text()).as(result.toString()).startsWith("a  http://mirror.invalid/a  ok; ");
        assertThat(result.exit()).isZero();
    }

    @Test
    void passwordInAUrl_isSentAndNotShown() throws Exception {
        server.on("/a", Reply.ok("hello"));

        ProcessResult result = check(
                "{\"ptex\": {\"a\": \"" + server.url("/a").replace("//", "//user:secret@")
                        + "\"}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"hash\": \"" + HELLO + "\"}]}}}",
                "--json");

        assertThat(result.text())
                .as(result.toString())
                .contains("\"url\" : \"" + server.url("/a") + "\"")
                .doesNotContain("secret");
        assertThat(server.requests().get(0).header("Authorization")).contains("Basic dXNlcjpzZWNyZXQ=");
    }
}
