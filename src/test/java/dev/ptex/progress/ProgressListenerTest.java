package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressListenerTest {

    @Test
    void silentListener_takesEverything() {
        assertThatCode(() -> {
                    ProgressListener.SILENT.started("a.gz", OptionalLong.empty());
                    ProgressListener.SILENT.advanced(1);
                    ProgressListener.SILENT.finished();
                })
                .doesNotThrowAnyException();
    }
}
