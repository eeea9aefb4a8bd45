package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsSourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"${", "${x}", "${PTEX_PASSES:z}", "a\\${x}", "$${x}", "\\\\${x}", "C:\\$x", "$", "}${y}{"})
    void dollarsAndBraces_areThemselves(String value) {
        Map<String, String> settings = Map.of("ptex.cache-dir", SettingsSource.literal(value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .build();

        assertThat(config.getValue("ptex.cache-dir", String.class)).isEqualTo(value);
    }

    @Test
    void whileItIsBuilt_hasNothing() {
        assertThat(new SettingsSource().getValue("ptex.passes")).isNull();
    }
}
