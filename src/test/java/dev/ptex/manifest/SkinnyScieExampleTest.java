package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Expectation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkinnyScieExampleTest {
    private static final Path FOLDER = Path.of("examples/skinny-scie");
    private static final String CPYTHON = "cpython-3.10.8+20221106-x86_64-unknown-linux-gnu-install_only.tar.gz";

    @ParameterizedTest
    @ValueSource(strings = {"lift.json", "blob.json", "jre.json"})
    void cpython_isFoundWithWhatChecksIt(String manifest) throws Exception {
        ManifestEntry entry = new ManifestService().find(FOLDER.resolve(manifest), CPYTHON);

        Expectation expectation = entry.expectation().orElseThrow();
        assertThat(entry.url().path()).endsWith("/releases/download/20221106/" + CPYTHON);
        assertThat(expectation.size()).isEqualTo(OptionalLong.of(27_555_856));
        assertThat(expectation.hasSha256()).isTrue();
    }

    /** It has the provider of Windows-ROOT; .ci/windows runs ptex with these modules. */
    @Test
    void runtimeForWindows_hasTheSystemsRoots() throws Exception {
        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("for Windows, add `jdk.crypto.mscapi`");
    }
}
