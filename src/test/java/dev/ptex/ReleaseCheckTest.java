package dev.ptex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/release-check} says of a folder with the files of a release. */
@EnabledOnOs(OS.LINUX)
class ReleaseCheckTest {
    /** As science asks for them: {@code ptex-<platform>[.exe]}, and the same with {@code .sha256}. */
    private static final List<String> EXECUTABLES = List.of(
            "ptex-linux-aarch64",
            "ptex-linux-armv7l",
            "ptex-linux-powerpc64",
            "ptex-linux-riscv64",
            "ptex-linux-s390x",
            "ptex-linux-x86_64",
            "ptex-macos-aarch64",
            "ptex-macos-x86_64",
            "ptex-windows-aarch64.exe",
            "ptex-windows-x86_64.exe");

    private static final List<String> OTHERS = List.of(
            "ptex-completions.tar.gz",
            "ptex-linux-aarch64.tar.xz",
            "ptex-linux-x86_64.tar.xz",
            "ptex-macos-aarch64.tar.xz",
            "ptex-macos-x86_64.tar.xz",
            "ptex-sbom.json",
            "ptex-third-party.txt",
            "ptex-windows-aarch64.tar.xz",
            "ptex-windows-x86_64.tar.xz",
            "ptex.1");

    @TempDir
    Path folder;

    @BeforeEach
    void complete() throws Exception {
        for (String name : EXECUTABLES) {
            Files.writeString(folder.resolve(name), name);
            sum(name, " *" + name + "\n");
        }
        for (String name : OTHERS) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    @Test
    void allFilesOfARelease_pass() throws Exception {
        assertThat(check()).isEmpty();
    }

    @Test
    void missingFile_isNamed() throws Exception {
        Files.delete(folder.resolve("ptex-windows-aarch64.exe.sha256"));

        assertThat(check()).contains("< ptex-windows-aarch64.exe.sha256");
    }

    @Test
    void furtherFile_isNamed() throws Exception {
        Files.writeString(folder.resolve("ptex.cmd"), "");

        assertThat(check()).contains("> ptex.cmd");
    }

    @Test
    void checksumOfAnotherName_isNamed() throws Exception {
        sum("ptex-windows-aarch64.exe", " *ptex-windows-x86_64.exe\n");

        assertThat(check()).contains("ptex-windows-aarch64.exe.sha256 does not read");
    }

    @Test
    void damagedFile_isNamed() throws Exception {
        Files.writeString(folder.resolve("ptex-linux-x86_64"), "cut off");

        assertThat(check()).contains("ptex-linux-x86_64: FAILED");
    }

    private void sum(String name, String rest) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(name)));
        Files.writeString(folder.resolve(name + ".sha256"), HexFormat.of().formatHex(sum) + rest);
    }

    /** What it says; nothing if it finds nothing. */
    private String check() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", ".ci/release-check", folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
        return said;
    }
}
