package dev.ptex.config;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Lets nothing but ptex' own settings configure it.
 *
 * <p>Quarkus would read {@code .env} and {@code config/application.properties} in the current directory, so that whoever
 * owns the folder that ptex is started in would configure it. {@code quarkus.config.sources.system-only} still reads the
 * first of them. Looking for files on the class path would also be half of a native executable's start-up time.
 *
 * <p>{@code QUARKUS_*}, or {@code -Dquarkus.*} in {@code JAVA_TOOL_OPTIONS}, is there for another program of whoever uses
 * both, and would have ptex log to standard output, say. Quarkus would also compare every name in the environment with
 * every setting that there is, which would be a fortieth of the JVM's start-up time with 40 variables.
 */
@StaticInitSafe
public final class SettingsOnly implements SmallRyeConfigBuilderCustomizer {
    /** Quarkus' build uses this class, too, and has to read application.properties; so ptex says when it runs. */
    private static final String RUNNING = "dev.ptex.running";

    private static final String CONFIGURED = "configured";

    /**
     * To be called before Quarkus is started.
     *
     * @param configured whether there are any settings; none is needed to print a version
     */
    public static void enforce(boolean configured) {
        System.setProperty(RUNNING, configured ? CONFIGURED : "as it is");
    }

    static boolean isConfigured() {
        return CONFIGURED.equals(System.getProperty(RUNNING));
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (System.getProperty(RUNNING) != null) {
            builder.setAddDefaultSources(false).setAddSystemSources(false).withSources(new SettingsSource());
        }
    }

    /** After Quarkus' own, which adds what this takes away. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
