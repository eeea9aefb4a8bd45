package dev.ptex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.PtexProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What mvnw makes of the Maven that it gets where none is installed. Here it gets a few words instead: with the right
 * checksum it goes on to unpack them, which fails.
 */
@EnabledOnOs(OS.LINUX)
class MavenWrapperTest {
    private static final String SERVED = "no Maven";
    private static final String REFUSED = "Error: Failed to validate Maven distribution SHA-256";

    private static final List<String> COMMANDS = List.of(
            "basename", "cp", "dirname", "gzip", "mkdir", "mktemp", "rm", "sh", "sha256sum", "tar", "tr", "uname");

    @TempDir
    Path folder;

    private Path commands;

    @BeforeEach
    void projectWithoutMaven() throws IOException {
        commands = Files.createDirectory(folder.resolve("commands"));
        for (String command : COMMANDS) {
            Files.createSymbolicLink(commands.resolve(command), Path.of("/usr/bin", command));
        }
        Path served = Files.writeString(folder.resolve("served"), SERVED);
        command("curl", "while [ \"$1\" != -o ]; do shift; done; cp " + served + " \"$2\"");
        Files.copy(Path.of("mvnw"), folder.resolve("mvnw"));
    }

    @Test
    void rightChecksum_isAccepted() throws Exception {
        command("unzip", "exit 9");

        assertThat(run(sum(SERVED), sum("another"))).endsWith("failed to unzip\n");
    }

    @Test
    void wrongChecksum_isRefused() throws Exception {
        command("unzip", "exit 9");

        assertThat(run(sum("another"), sum(SERVED))).startsWith(REFUSED);
    }

    @Test
    void rightChecksumWithoutUnzip_isThatOfTheTar() throws Exception {
        assertThat(run(sum("another"), sum(SERVED))).endsWith("failed to untar\n");
    }

    @Test
    void wrongChecksumWithoutUnzip_isRefused() throws Exception {
        assertThat(run(sum(SERVED), sum("another"))).startsWith(REFUSED);
    }

    @Test
    void checksumsOfTheProject_areThere() throws Exception {
        assertThat(Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties")))
                .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$")
                .containsPattern("(?m)^distributionTarGzSha256Sum=[0-9a-f]{64}$");
    }

    /** What mvnw says, with these checksums in its properties. */
    private String run(String zip, String tarGz) throws IOException {
        Path wrapper = Files.createDirectories(folder.resolve(".mvn/wrapper"));
        Files.writeString(wrapper.resolve("maven-wrapper.properties"), """
                distributionUrl=https://localhost/apache-maven-0.0.0-bin.zip
                distributionSha256Sum=%s
                distributionTarGzSha256Sum=%s
                """.formatted(zip, tarGz));
        return PtexProcess.of(folder.resolve("mvnw").toString(), folder, "--version")
                .env("PATH", commands.toString())
                .run()
                .stderr();
    }

    private void command(String name, String script) throws IOException {
        Path command = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String sum(String content) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sum);
    }
}
