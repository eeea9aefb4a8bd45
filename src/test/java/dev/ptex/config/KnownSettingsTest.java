package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    @Test
    void names_areThoseThatAreRead() {
        assertThat(KnownSettings.NAMES)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigMappings.getProperties(ConfigClass.configClass(PtexConfig.class))
                                .keySet());
    }
}
