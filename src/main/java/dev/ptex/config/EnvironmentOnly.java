package dev.ptex.config;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Lets nothing but {@code PTEX_*} and {@code -Dptex.*} configure ptex.
 *
 * <p>Quarkus would read {@code .env} and {@code config/application.properties} in the current directory, so that whoever
 * owns the folder that ptex is started in would configure it. {@code quarkus.config.sources.system-only} still reads the
 * first of them. Looking for files on the class path would also be half of a native executable's start-up time.
 *
 * <p>Of the environment it shows Quarkus only what is ptex' own: {@code QUARKUS_*}, or {@code -Dquarkus.*} in
 * {@code JAVA_TOOL_OPTIONS}, is there for another program of whoever uses both, and would have ptex log to standard
 * output, say. Quarkus would also compare every name with every setting that there is, which would be a fortieth of the
 * JVM's start-up time with 40 variables, and more where there are more.
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
                            new PropertiesConfigSource(
                                    settings(properties()), SysPropConfigSource.NAME, SysPropConfigSource.ORDINAL),
                            new EnvConfigSource(settings(System.getenv()), EnvConfigSource.ORDINAL));
        }
    }

    /** After Quarkus' own, which adds what this takes away. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    /**
     * What of an environment is ptex' own; what is set but empty counts as not set, as in {@link Environment#get}. A
     * dollar and a brace are these characters: SmallRye would put another setting's value there.
     */
    public static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.entrySet()
                .removeIf(
                        entry -> !isSetting(entry.getKey()) || entry.getValue().isEmpty());
        settings.replaceAll((name, value) -> literal(value));
        return settings;
    }

    /** Such that SmallRye Config makes the value of it again: it takes {@code \$} for {@code $}. */
    public static String literal(String value) {
        return value.replace("$", "\\$");
    }

    private static boolean isSetting(String name) {
        return name.regionMatches(true, 0, "ptex", 0, 4);
    }

    private static Map<String, String> properties() {
        Properties properties = System.getProperties();
        Map<String, String> named = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> named.put(name, properties.getProperty(name, "")));
        return named;
    }
}
