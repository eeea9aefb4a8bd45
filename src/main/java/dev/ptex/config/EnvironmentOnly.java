package dev.ptex.config;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Lets nothing but system properties and the environment configure ptex.
 *
 * <p>Quarkus would read {@code .env} and {@code config/application.properties} in the current directory, so that whoever
 * owns the folder that ptex is started in would configure it. {@code quarkus.config.sources.system-only} still reads the
 * first of them. Looking for files on the class path would also be half of a native executable's start-up time.
 */
@StaticInitSafe
public final class EnvironmentOnly implements SmallRyeConfigBuilderCustomizer {
    /** Quarkus' build uses this class, too, and has to read application.properties; so ptex says when it runs. */
    private static final String RUNNING = "dev.ptex.running";

    /** To be called before Quarkus is started. */
    public static void enforce() {
        System.setProperty(RUNNING, "true");
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (Boolean.getBoolean(RUNNING)) {
            builder.setAddDefaultSources(false)
                    .setAddSystemSources(false)
                    .withSources(
                            new SysPropConfigSource(), new EnvConfigSource(System.getenv(), EnvConfigSource.ORDINAL));
        }
    }

    /** After Quarkus' own, which adds what this takes away. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
