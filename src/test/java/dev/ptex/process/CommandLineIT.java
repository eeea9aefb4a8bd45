package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineIT {
    private static final String USAGE = """
            Usage: ptex [-H HEADER]... [-D] [-s] MANIFEST FILE
                   ptex [-H HEADER]... [-D] [-s] [-O] URL
                   ptex explain [--json] MANIFEST FILE | URL
                   ptex doctor MANIFEST FILE | URL...
                   ptex check MANIFEST|SCIE [NAME]...
                   ptex prefetch MANIFEST|SCIE DIR [NAME]...
                   ptex gouge --url PREFIX [--ptex FILE] LIFT.json [NAME]...
                   ptex -h | -V
            """;

    @TempDir
    Path home;

    private ProcessResult run(String... arguments) {
        return ptex(home, arguments).run();
    }

    private static void assertUsageError(ProcessResult result, String message) {
        assertThat(result.stderr()).as(result.toString()).isEqualTo("ptex: " + message + "\n" + USAGE);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.stdout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void version_isBare(String option) {
        // science strips the output and compares it.
        ProcessResult result = run(option);

        assertThat(result.text()).as(result.toString()).isEqualTo(System.getProperty("ptex.version") + "\n");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void version_actsAtOnceWhateverElseIsThere() {
        assertThat(run("a", "--foo", "b", "-V", "c", "d").text()).isEqualTo(System.getProperty("ptex.version") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void help_isTheManual(String option) {
        ProcessResult result = run(option);

        assertThat(result.text())
                .startsWith(USAGE)
                .contains("--header", "--dump-header", "--silent", "--remote-name", "--version")
                .contains(
                        "PTEX_CONNECT_TIMEOUT",
                        "no_proxy",
                        "SSL_CERT_FILE",
                        "NETRC",
                        "Exit codes:",
                        "\"ptex-mirrors\"");
        assertThat(result.text().lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void noWord_isAUsageError() {
        assertUsageError(run(), "neither a URL nor a manifest and a file name are given");
    }

    @Test
    void threeWords_areAUsageError() {
        assertUsageError(run("a", "b", "c"), "there are 3 words where at most a manifest and a file name are expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--foo", "-sD", "-x", "--header=X: y"})
    void unknownOption_isNamed(String option) {
        ProcessResult result = run(option, "http://127.0.0.1:1/x", "y");

        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    }

    @Test
    void cluster_isNoOption() {
        assertUsageError(run("-sD", "http://127.0.0.1:1/x"), "there is no option -sD");
    }

    @Test
    void remoteNameWithManifest_isAUsageError() {
        assertUsageError(run("-O", "m.json", "x"), "-O goes with a URL, and not with a manifest and a file name");
    }

    @Test
    void headerWithoutColon_isAUsageErrorThatDoesNotShowIt() {
        ProcessResult result = run("-H", "secret", "http://127.0.0.1:1/x");

        assertUsageError(result, "what -H gives is not a header of the form \"Name: value\"");
    }

    @Test
    void headerMissing_isAUsageError() {
        assertUsageError(run("http://127.0.0.1:1/x", "-H"), "-H needs a header of the form \"Name: value\"");
    }

    @ParameterizedTest
    @CsvSource({
        "http://, '\"http://\" is no URL: there is no host after http://'",
        "u:secret@h:x, '\"h:x\" is no URL: its port is not a number from 1 to 65535'",
        "http://u:secret@h:x/?t=secret, '\"http://h:x/?t=***\" is no URL: its port is not a number from 1 to 65535'",
    })
    void whatIsNoUrl_isAUsageErrorWithoutSecrets(String url, String message) {
        assertUsageError(run(url), message);
    }

    @Test
    void unknownProtocol_isAFailureThatNamesTheKnownOnes() {
        ProcessResult result = run("gopher://h/x");

        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to fetch gopher://h/x: the protocol gopher is not supported; these are: file,"
                        + " ftp, ftps, http, https\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void fileNamedLikeAnOption_isFound() throws Exception {
        // ptex 1.7 takes whatever is no option of its own for a name, and scie-jump passes names as they are.
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"--foo\": \"data\", \"@x\": \"data\"}}");
        Files.writeString(home.resolve("data"), "hello");

        assertThat(run("m.json", "--foo").text()).isEqualTo("hello");
        assertThat(run("m.json", "@x").text()).isEqualTo("hello");
    }

    @Test
    void options_mayStandAnywhere() throws Exception {
        Files.writeString(home.resolve("m.json"), "{\"ptex\": {\"a\": \"data\"}}");
        Files.writeString(home.resolve("data"), "hello");

        ProcessResult result = run("m.json", "-s", "a", "-H", "-V: x", "-D");

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1s", "5 parsecs"})
    void settingThatMakesNoSense_isNamed(String value) {
        ProcessResult result = ptex(home, "file:///etc/passwd")
                .env("PTEX_CONNECT_TIMEOUT", value)
                .run();

        assertThat(result.stderr())
                .isEqualTo("ptex: the setting ptex.connect-timeout cannot be used: \"" + value
                        + "\" is no duration, such as 500ms, 5s or 2m\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "none", "9999999h", ""})
    void noLimit_isTaken(String value) {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/x", Reply.ok("hello"));
            PtexProcess ptex = ptex(home, server.url("/x"));
            for (String time : List.of("CONNECT_TIMEOUT", "READ_TIMEOUT", "STALL_TIME", "BACK_OFF")) {
                ptex.env("PTEX_" + time, value);
            }

            ProcessResult result = ptex.run();

            assertThat(result.text()).as(result.toString()).isEqualTo("hello");
            assertThat(result.stderr()).isEmpty();
        }
    }

    @Test
    void settingsOfOtherQuarkusPrograms_areNotPtex() throws Exception {
        Files.writeString(home.resolve("data"), "hello");

        ProcessResult result = ptex(home, "file://" + home + "/data")
                .env("QUARKUS_LOG_LEVEL", "ALL")
                .env("QUARKUS_LOG_CONSOLE_ENABLED", "true")
                .env("QUARKUS_BANNER_ENABLED", "true")
                .run();

        assertThat(result.stderr()).isEmpty();
        assertThat(result.text()).isEqualTo("hello");
    }

    @Test
    void currentDirectory_configuresNothing() throws Exception {
        Files.writeString(home.resolve(".env"), "PTEX_CONNECT_TIMEOUT=abc\nPTEX_DUMP_HEADERS=1\n");
        Files.createDirectory(home.resolve("config"));
        Files.writeString(
                home.resolve("config/application.properties"),
                "ptex.connect-timeout=abc\nquarkus.banner.enabled=true\n");
        Files.writeString(home.resolve("application.properties"), "ptex.connect-timeout=abc\n");
        Files.writeString(home.resolve("data"), "hello");

        ProcessResult result = run("file://" + home + "/data");

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
    }
}
