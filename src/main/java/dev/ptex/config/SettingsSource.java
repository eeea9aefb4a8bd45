package dev.ptex.config;

import io.smallrye.config.EnvConfigSource;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * ptex' settings for SmallRye Config. Read when first asked for while ptex runs; there are none while it is built, as
 * this object is part of a native executable.
 */
public final class SettingsSource implements ConfigSource {
    private @Nullable Settings settings;
    private @Nullable SettingsException trouble;

    /**
     * Those of the process' configuration; none where a test has configured it otherwise.
     *
     * @throws SettingsException if they could not be read
     */
    static Settings ofThisProcess() {
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            if (source instanceof SettingsSource own) {
                return own.usable();
            }
        }
        return Settings.NONE;
    }

    private synchronized Settings usable() {
        Settings read = settings();
        if (trouble != null) {
            throw trouble;
        }
        return read;
    }

    private synchronized Settings settings() {
        Settings known = settings;
        if (known == null) {
            if (!SettingsOnly.isConfigured()) {
                return Settings.NONE;
            }
            known = read();
            settings = known;
        }
        return known;
    }

    /** SmallRye Config would have a failure look like one of its own: so that is told to whoever asks for the whole. */
    private Settings read() {
        try {
            return Settings.of(Environment.ofThisProcess());
        } catch (SettingsException e) {
            trouble = e;
            return Settings.NONE;
        }
    }

    /** A dollar and a brace are these characters: SmallRye would put another setting's value there. */
    static String literal(String value) {
        return value.replace("$", "\\$");
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.startsWith(Settings.PREFIX)
                ? settings().find(name).map(setting -> literal(setting.value())).orElse(null)
                : null;
    }

    /** None are listed: each setting is asked for by its name. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "ptex";
    }

    @Override
    public int getOrdinal() {
        return EnvConfigSource.ORDINAL;
    }
}
