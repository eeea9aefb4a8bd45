package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The example's hash holds only as long as nothing rewrites its file, such as a checkout with CRLF. */
class OfflineExampleTest {
    private static final Path FOLDER = Path.of("examples/offline");

    private static ManifestEntry greeting() throws Exception {
        return new ManifestService().find(FOLDER.resolve("lift.json"), "greeting.txt");
    }

    @Test
    void greeting_isWhatTheManifestSays() throws Exception {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve("files/greeting.txt"));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        Expectation expectation = greeting().expectation().orElseThrow();

        assertThat(expectation.size()).isEqualTo(OptionalLong.of(bytes.length));
        assertThat(expectation.judge(new Fingerprint(bytes.length, sha256))).isEqualTo(Expectation.Verdict.RIGHT);
        assertThat(expectation.hasSha256()).isTrue();
    }

    @Test
    void greeting_isBesideTheManifest() throws Exception {
        assertThat(greeting().url().path()).endsWith("/examples/offline/files/greeting.txt");
    }
}
