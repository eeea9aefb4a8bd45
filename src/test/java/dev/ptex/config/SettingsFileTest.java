package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    @TempDir
    Path folder;

    private Path file(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("ptex.properties"), "ptex.passes=2\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static SettingsException refusal(SettingsFile file) {
        try {
            file.read();
            throw new AssertionError("it was read");
        } catch (SettingsException e) {
            return e;
        }
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"rw-------", "rw-r--r--", "r--r--r--", "rwxr-xr-x"})
    void fileThatOnlyItsOwnerMayWriteTo_isRead(String permissions) throws Exception {
        Path file = file(permissions);

        assertThat(SettingsFile.offered(file).read())
                .containsExactly(new Setting("ptex.passes", "2", file.toString(), 1));
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"rw-rw----", "rw-rw-r--", "rw----rw-", "rw--w----", "rw-----w-"})
    void fileThatOthersMayWriteTo_isRefused(String permissions) throws Exception {
        Path file = file(permissions);

        SettingsException refusal = refusal(SettingsFile.offered(file));

        assertThat(refusal).hasMessage("cannot read settings from " + file + ": others than its owner may write to it");
        assertThat(refusal.hint()).contains("chmod go-w " + file);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fileOfAnotherUser_isRefused() throws Exception {
        Path file = file("rw-r--r--");
        assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root can give files away");
        Files.setAttribute(file, "unix:uid", 12345);

        assertThat(refusal(SettingsFile.offered(file)))
                .hasMessage("cannot read settings from " + file
                        + ": it belongs neither to the user who runs ptex nor to root");
    }

    @Test
    void rootsFile_isTrustedByAll() throws Exception {
        assertThat(new Guard(0, 0100644).isTrusted()).isTrue();
        assertThat(new Guard(Integer.MAX_VALUE, 0100644).isTrusted()).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToAFile_isAsGoodAsTheFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-rw-rw-"));

        assertThat(refusal(SettingsFile.offered(link))).hasMessageEndingWith(": others than its owner may write to it");
    }

    @Test
    void noFile_isNothing() {
        assertThat(SettingsFile.offered(folder.resolve("x")).read()).isEmpty();
    }

    @Test
    void namedFileThatIsNotThere_isAnError() {
        Path file = folder.resolve("x");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsFile.named("PTEX_CONFIG", file).read())
                .withMessage("cannot read settings from PTEX_CONFIG=" + file + ": no such file");
    }

    @Test
    void directory_isNoFile() {
        assertThat(refusal(SettingsFile.offered(folder)))
                .hasMessage("cannot read settings from " + folder + ": it is a directory");
    }

    @Test
    void longFile_isNotReadToItsEnd() throws Exception {
        Path file = Files.write(folder.resolve("x"), new byte[(1 << 20) + 1]);

        assertThat(refusal(SettingsFile.offered(file)))
                .hasMessage("cannot read settings from " + file + ": it is longer than 1 MiB");
    }
}
