package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.parallel.Extent;
import dev.ptex.transport.Validator;
import dev.ptex.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTest {
    private static final Sidecar FULL = new Sidecar(
            "0".repeat(64),
            Optional.of(new Validator("\"an etag\"")),
            1000,
            List.of(new Extent(0, 10), new Extent(50, 60)));

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("x.note");
    }

    @Test
    void whatIsWritten_isReadAgain() throws Exception {
        FULL.write(file());
        assertThat(Sidecar.read(file())).contains(FULL);

        Sidecar plain = new Sidecar("1".repeat(64), Optional.empty(), 5, List.of());
        plain.write(file());
        assertThat(Sidecar.read(file())).contains(plain);
    }

    @Test
    void none_isNone() throws Exception {
        assertThat(Sidecar.read(file())).isEmpty();
    }

    @Test
    void cutAnywhere_isDamaged() throws Exception {
        FULL.write(file());
        String text = Files.readString(file());
        for (int length = 0; length < text.length() - 1; length++) {
            Files.writeString(file(), text.substring(0, length));
            assertThatThrownBy(() -> Sidecar.read(file())).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ptex 1\nend\n",
                "ptex 1\ntotal x\nend\n",
                "ptex 1\ntotal 5\npiece\nend\n",
                "ptex 1\ntotal 5\npiece 1\nend\n",
                "ptex 1\ntotal 5\npiece 1 x\nend\n",
                "ptex 1\ntotal 99999999999999999999\nend\n",
                "ptex 1\ntotal 5\npiece -1 5\nend\n",
                "ptex 2\ntotal 5\nend\n"
            })
    void nonsense_isDamaged(String text) throws Exception {
        Files.writeString(file(), text);

        assertThatThrownBy(() -> Sidecar.read(file())).isInstanceOf(IOException.class);
    }

    @Test
    void source_tellsUrlsApartAndKeepsTheirSecrets() throws Exception {
        String source = Sidecar.sourceOf(Url.parse("https://u:p@host/x?token=1"));

        assertThat(source).hasSize(64).doesNotContain("host");
        assertThat(source).isNotEqualTo(Sidecar.sourceOf(Url.parse("https://u:p@host/x?token=2")));
    }
}
