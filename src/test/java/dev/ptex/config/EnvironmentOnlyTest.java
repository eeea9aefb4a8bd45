package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentOnlyTest {
    @Test
    void otherPrograms_haveNoSettingsHere() {
        Map<String, String> environment =
                Map.of("PTEX_PASSES", "2", "QUARKUS_PROFILE", "dev", "PATH", "/bin", "PTE", "x", "http_proxy", "x");

        assertThat(EnvironmentOnly.settings(environment)).containsOnlyKeys("PTEX_PASSES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${x}", "${PTEX_PASSES:z}", "a\\${x}", "$${x}", "\\\\${x}", "C:\\$x", "$", "}${y}{"})
    void dollarsAndBraces_areThemselves(String value) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(EnvironmentOnly.settings(Map.of("PTEX_CACHE_DIR", value)), 300))
                .build();

        assertThat(config.getValue("ptex.cache-dir", String.class)).isEqualTo(value);
    }

    @Test
    void emptyValue_isNone() {
        assertThat(EnvironmentOnly.settings(Map.of("PTEX_PASSES", ""))).isEmpty();
    }
}
