package dev.ptex.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Setting;
import dev.ptex.credential.CredentialException;
import dev.ptex.credential.GivenHeaders;
import dev.ptex.header.Header;
import dev.ptex.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helpers here are shell scripts")
class CredentialHelpersTest {
    private static final String CORP = "https://corp.example/";

    @TempDir
    Path directory;

    private final List<Setting> settings = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private CredentialHelpers helpers() {
        return new CredentialHelpers(settings, new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    /** A helper that is this script. */
    private Path helper(String prefix, String script) throws IOException {
        Path program = directory.resolve("helper" + settings.size());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        settings.add(new Setting(prefix, program.toString(), "ptex.properties", settings.size() + 1));
        return program;
    }

    private static String says(String value) {
        return "echo '{\"headers\": {\"Authorization\": [\"" + value + "\"]}}'";
    }

    private String failure(String url) {
        return String.valueOf(
                catchThrowableOfType(CredentialException.class, () -> helpers().headers(Url.parse(url)))
                        .getMessage());
    }

    @Test
    void helper_isAskedByTheProtocol() throws Exception {
        helper(CORP, "cat > " + directory + "/asked; echo \"$*\" > " + directory + "/words; " + says("Bearer x"));

        assertThat(helpers().headers(Url.parse("https://user@CORP.example:443/a%20b?c=\"d\"")))
                .contains(new GivenHeaders(List.of(new Header("Authorization", "Bearer x"))));

        assertThat(directory.resolve("asked")).hasContent("{\"uri\": \"https://CORP.example/a%20b?c=%22d%22\"}");
        assertThat(directory.resolve("words")).hasContent("get");
    }

    @Test
    void helperThatDoesNotListen_isHeard() throws Exception {
        helper(CORP, says("Bearer x"));

        assertThat(helpers().headers(Url.parse(CORP + "x".repeat(100_000)))).isPresent();
    }

    @Test
    void longestPrefix_counts() throws Exception {
        helper(CORP, says("all"));
        Path program = helper(CORP + "team/", says("team"));

        assertThat(helpers().program(Url.parse(CORP + "team/x"))).contains(program.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://corp.example/a/x",
                "https://corp.example.evil.test/a/x",
                "https://corp.example:8443/a/x",
                "https://corp.example/ab",
                "https://corp.example/"
            })
    void otherUrl_isNoneOfItsBusiness(String url) throws Exception {
        helper(CORP + "a", "exit 1");

        assertThat(helpers().headers(Url.parse(url))).isEmpty();
    }

    @Test
    void sameUrl_isAskedForOnce() throws Exception {
        helper(CORP, "echo x >> " + directory + "/runs; " + says("Bearer x"));
        CredentialHelpers helpers = helpers();

        helpers.headers(Url.parse(CORP + "a"));
        helpers.headers(Url.parse(CORP + "a"));
        helpers.headers(Url.parse(CORP + "b"));

        assertThat(Files.readAllLines(directory.resolve("runs"))).hasSize(2);
    }

    @Test
    void expiredHeaders_areAskedForAgain() throws Exception {
        helper(
                CORP,
                "echo x >> " + directory
                        + "/runs; echo '{\"headers\": {\"A\": [\"b\"]}, \"expires\": \"2026-01-02T03:05:00Z\"}'");
        CredentialHelpers helpers = helpers();
        helpers.headers(Url.parse(CORP + "a"));

        now = now.plus(Duration.ofMinutes(1));
        helpers.headers(Url.parse(CORP + "a"));

        assertThat(Files.readAllLines(directory.resolve("runs"))).hasSize(2);
    }

    @Test
    void failure_isToldInTheHelpersWords() throws Exception {
        Path program = helper(CORP, "echo 'no ticket' >&2; echo 'run kinit' >&2; exit 3");

        assertThat(failure(CORP + "x"))
                .isEqualTo("the credential helper " + program
                        + " failed: it ended with exit code 3: no ticket / run kinit");
    }

    @Test
    void unfitReply_isAFailure() throws Exception {
        Path program = helper(CORP, "echo secret");

        assertThat(failure(CORP + "x"))
                .isEqualTo("the credential helper " + program
                        + " failed: what it says is not {\"headers\": {\"Name\": [\"value\"]}}");
    }

    @Test
    void missingProgram_isAFailure() {
        settings.add(new Setting(CORP, directory.resolve("gone").toString(), "p", 1));

        assertThat(failure(CORP + "x")).startsWith("the credential helper " + directory.resolve("gone") + " failed: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://corp.example/, helper, the path of the credential helper \"helper\" is not absolute",
        "ftp://corp.example/, /bin/true, a credential helper is for http and https only",
        "corp.example, /bin/true, the URL of the credential helper is not one: it does not start with a scheme"
    })
    void unfitSetting_isNamed(String prefix, String program, String reason) {
        settings.add(new Setting(prefix, program, "ptex.properties", 7));

        assertThat(failure("https://corp.example/x")).startsWith("ptex.properties:7: " + reason);
    }

    @Test
    void helperThatNeverAnswers_isEnded() throws Exception {
        Path program = helper(CORP, "while :; do sleep 1; done");
        IOException failure = catchThrowableOfType(
                IOException.class, () -> new HelperProcess(program, Duration.ofMillis(700)).run(""));

        assertThat(failure).hasMessage("it did not answer within 0.7 s");
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(program.toString()))
                .forEach(process -> process.onExit().join());
    }

    /** Java may notice that the helper has ended, and take what there is, or may not: it ends before the child does. */
    @Test
    void pipeThatAChildKeepsOpen_isNotWaitedFor() throws Exception {
        Path program = helper(CORP, "sleep 60 & echo '{}'");
        long begun = System.nanoTime();

        try {
            assertThat(new HelperProcess(program, Duration.ofMillis(700)).run(""))
                    .asString()
                    .isEqualTo("{}\n");
        } catch (IOException e) {
            assertThat(e).hasMessage("what it says does not come to an end");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(50));
    }
}
