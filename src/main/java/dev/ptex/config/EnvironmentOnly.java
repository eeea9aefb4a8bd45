package dev.ptex.config;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets nothing but system properties and the environment configure ptex.
 *
 * <p>Quarkus would read {@code .env} and {@code config/application.properties} in the current directory, so that whoever
 * owns the folder that ptex is started in would configure it. {@code quarkus.config.sources.system-only} still reads the
 * first of them. Looking for files on the class path would also be half of a native executable's start-up time.
 *
 * <p>Of both, it shows Quarkus only what may be a setting. Quarkus compares every name with every setting that there is,
 * which would be a fortieth of the JVM's start-up time with 40 variables, and more where there are more.
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
                            new Properties(), new EnvConfigSource(settings(System.getenv()), EnvConfigSource.ORDINAL));
        }
    }

    /** After Quarkus' own, which adds what this takes away. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet().removeIf(name -> !isSetting(name));
        return settings;
    }

    private static boolean isSetting(String name) {
        return startsWith("ptex", name) || startsWith("quarkus", name);
    }

    private static boolean startsWith(String prefix, String name) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static final class Properties extends SysPropConfigSource {
        private static final long serialVersionUID = 1;

        @Override
        public Set<String> getPropertyNames() {
            Set<String> names = new HashSet<>(super.getPropertyNames());
            names.removeIf(name -> !isSetting(name));
            return names;
        }
    }
}
