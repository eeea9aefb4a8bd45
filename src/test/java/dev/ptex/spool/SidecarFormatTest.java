package dev.ptex.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.plan.Segment;
import dev.ptex.plan.Sidecar;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarFormatTest {
    private static final Sidecar FULL = new Sidecar(
            "0".repeat(64),
            Optional.of(new Validator("\"an etag\"")),
            1000,
            List.of(new Segment(0, 10), new Segment(50, 60)));

    @Test
    void whatIsWritten_isReadAgain() throws Exception {
        assertThat(SidecarFormat.parse(SidecarFormat.text(FULL))).isEqualTo(FULL);

        Sidecar plain = new Sidecar("1".repeat(64), Optional.empty(), 5, List.of());
        assertThat(SidecarFormat.parse(SidecarFormat.text(plain))).isEqualTo(plain);
    }

    @Test
    void cutAnywhere_isDamaged() {
        String text = SidecarFormat.text(FULL);
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> SidecarFormat.parse(cut)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ptex 2\n",
                "ptex 2 ab of x:;\n",
                "ptex 2 ab of 99999999999999999999:;\n",
                "ptex 2 ab of 5: 1 x;\n",
                "ptex 2 ab of 5: 1;\n",
                "ptex 2 ab of 5: 1-;\n",
                "ptex 2 ab of 5: -1-5;\n",
                "ptex 2 ab of 5: 0-99999999999999999999;\n",
                "ptex 2 ab of 5: 0-1\n",
                "ptex 1 ab of 5: 0-1;\n"
            })
    void nonsense_isDamaged(String text) {
        assertThatThrownBy(() -> SidecarFormat.parse(text)).isInstanceOf(IOException.class);
    }
}
