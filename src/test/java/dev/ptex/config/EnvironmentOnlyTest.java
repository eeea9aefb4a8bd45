package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentOnlyTest {
    @Test
    void otherPrograms_haveNoSettingsHere() {
        Map<String, String> environment =
                Map.of("PTEX_PASSES", "2", "QUARKUS_PROFILE", "dev", "PATH", "/bin", "PTE", "x", "http_proxy", "x");

        assertThat(EnvironmentOnly.settings(environment)).containsOnlyKeys("PTEX_PASSES");
    }

    @Test
    void emptyValue_isNone() {
        assertThat(EnvironmentOnly.settings(Map.of("PTEX_PASSES", ""))).isEmpty();
    }
}
