package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTest {
    private static final Sidecar FULL = new Sidecar(
            "0".repeat(64),
            Optional.of(new Validator("\"an etag\"")),
            1000,
            List.of(new Segment(0, 10), new Segment(50, 60)));

    @Test
    void whatIsWritten_isReadAgain() throws Exception {
        assertThat(Sidecar.parse(FULL.text())).isEqualTo(FULL);

        Sidecar plain = new Sidecar("1".repeat(64), Optional.empty(), 5, List.of());
        assertThat(Sidecar.parse(plain.text())).isEqualTo(plain);
    }

    @Test
    void cutAnywhere_isDamaged() {
        String text = FULL.text();
        for (int length = 0; length < text.length() - 1; length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> Sidecar.parse(cut)).isInstanceOf(IOException.class);
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
    void nonsense_isDamaged(String text) {
        assertThatThrownBy(() -> Sidecar.parse(text)).isInstanceOf(IOException.class);
    }
}
