package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings files do to the executable. */
@DisabledOnOs(OS.WINDOWS)
class SettingsIT {
    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();

    @BeforeEach
    void serve() {
        server.on("/x", Reply.ok("hello"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path write(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(
                Files.writeString(file, text), PosixFilePermissions.fromString("rw-------"));
    }

    private PtexProcess fetch() {
        return ptex(home, server.url("/x"));
    }

    @Test
    void usersFile_configures() throws Exception {
        write(".config/ptex/ptex.properties", "ptex.dump-headers = yes\n");

        ProcessResult result = fetch().run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).startsWith("HTTP/1.1 200");
    }

    @Test
    void namedFile_countsMoreThanTheUsers() throws Exception {
        write(".config/ptex/ptex.properties", "ptex.dump-headers=yes\nptex.passes=1\n");
        Path named = write("named", "ptex.dump-headers=\n");

        ProcessResult result = fetch().env("PTEX_CONFIG", named.toString()).run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void emptyVariable_takesASettingAway() throws Exception {
        write(".config/ptex/ptex.properties", "ptex.passes=abc\nptex.dump-headers=yes\n");

        ProcessResult result =
                fetch().env("PTEX_PASSES", "").env("PTEX_DUMP_HEADERS", "").run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void valueThatMakesNoSense_isNamedWithItsLine() throws Exception {
        Path file = write(".config/ptex/ptex.properties", "# ours\nptex.passes=abc\n");

        ProcessResult result = fetch().run();

        assertThat(result.stderr())
                .isEqualTo("ptex: the setting ptex.passes in " + file
                        + ":2 cannot be used: \"abc\" is no number from 1 to 999\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void missingNamedFile_endsItBeforeAnythingIsSent() {
        ProcessResult result = fetch().env("PTEX_CONFIG", home + "/typo").run();

        assertThat(result.stderr())
                .isEqualTo("ptex: cannot read settings from PTEX_CONFIG=" + home + "/typo: no such file\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void malformedFile_endsItBeforeAnythingIsSent() throws Exception {
        Path file = write("named", "ptex.passes=2\nptex.rewrite.\"https://x/=direct\n");

        ProcessResult result = fetch().env("PTEX_CONFIG", file.toString()).run();

        assertThat(result.stderr())
                .isEqualTo("ptex: cannot read settings from " + file + ":2: a double quote in its key is not closed\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void fileThatOthersMayWriteTo_endsItBeforeAnythingIsSent() throws Exception {
        Path file = write(".config/ptex/ptex.properties", "ptex.passes=2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        ProcessResult result = fetch().run();

        assertThat(result.stderr())
                .isEqualTo("ptex: cannot read settings from " + file + ": others than its owner may write to it\n"
                        + "  hint: chmod go-w " + file + "\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void unknownKey_isOneWarningAndNoFailure() throws Exception {
        Path file = write(".config/ptex/ptex.properties", "\nptex.proxy.ulr=http://127.0.0.1:1\n");

        ProcessResult result = fetch().run();

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.stderr())
                .isEqualTo("ptex: warning: " + file
                        + ":2: there is no setting ptex.proxy.ulr; did you mean ptex.proxy.url?\n");
        assertThat(result.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--help", "--version", "-h"})
    void helpAndVersion_needNoSettings(String option) throws Exception {
        write(".config/ptex/ptex.properties", "ptex.passes=abc\n");

        ProcessResult result = ptex(home, option)
                .env("PTEX_CONFIG", "typo")
                .env("PTEX_BACK_OFF", "abc")
                .run();

        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.text()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ptex.properties", "ptex/ptex.properties", ".config/ptex/ptex.properties"})
    void currentDirectory_configuresNothing(String name) throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        write("elsewhere/" + name, "ptex.passes=abc\n");

        ProcessResult result =
                fetch().in(elsewhere).env("XDG_CONFIG_HOME", ".config").run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
    }
}
