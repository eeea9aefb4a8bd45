package dev.ptex.nativeimage;

import dev.ptex.config.PtexConfig;
import dev.ptex.config.SettingsSource;
import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.quarkus.runtime.configuration.QuarkusConfigFactory;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Set;

/**
 * Quarkus' own settings, as they are in application.properties: read when the executable is built, and part of its
 * heap. Only {@code ptex.*} is read when it runs.
 *
 * <p>Reading all of it at each start was four fifths of what {@code ptex -V} had to do (docs/native.md).
 */
final class FrozenConfig {
    private static final ConfigClass OURS = ConfigClass.configClass(PtexConfig.class);
    private static final SmallRyeConfig CONFIG = read();

    private FrozenConfig() {}

    /** Adds ptex' own settings to Quarkus', and makes the whole the process' configuration. */
    static void thaw() {
        ConfigMappings.registerConfigMappings(CONFIG, Set.of(OURS));
        QuarkusConfigFactory.setConfig(CONFIG);
    }

    private static SmallRyeConfig read() {
        initializeStaticConfig();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        AbstractConfigBuilder.withCustomizer(builder, "io.quarkus.runtime.generated.RunTimeConfig");
        builder.withCustomizers(new ProcessOnly());
        return builder.build();
    }

    /** What the generated code takes settings from that are fixed when ptex is built. */
    private static void initializeStaticConfig() {
        try {
            Class.forName(
                    "io.quarkus.runtime.generated.Config",
                    true,
                    Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps the builder's machine out of it: neither its environment nor the files on its class path may stay in. */
    private static final class ProcessOnly implements SmallRyeConfigBuilderCustomizer {
        @Override
        public void configBuilder(SmallRyeConfigBuilder builder) {
            builder.setAddDefaultSources(false)
                    .setAddSystemSources(false)
                    .withSources(new SettingsSource())
                    .withDefaultValue(SmallRyeConfig.SMALLRYE_CONFIG_MAPPING_VALIDATE_UNKNOWN, "false");
        }

        /** After Quarkus' own, which adds what this takes away. */
        @Override
        public int priority() {
            return Integer.MAX_VALUE;
        }
    }
}
