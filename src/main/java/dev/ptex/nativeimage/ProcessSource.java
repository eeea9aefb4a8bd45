package dev.ptex.nativeimage;

import dev.ptex.config.Environment;
import dev.ptex.config.EnvironmentOnly;
import io.smallrye.config.EnvConfigSource;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.graalvm.nativeimage.ImageInfo;
import org.jspecify.annotations.Nullable;

/** System properties and the environment of the process that asks; nothing while the executable is being built. */
final class ProcessSource implements ConfigSource {
    /** The process' own: it is not there before the first question. */
    private @Nullable EnvConfigSource environment;

    @Override
    public @Nullable String getValue(String name) {
        if (ImageInfo.inImageBuildtimeCode()) {
            return null;
        }
        String property = System.getProperty(name, "");
        return property.isEmpty() ? environment().getValue(name) : EnvironmentOnly.literal(property);
    }

    private synchronized EnvConfigSource environment() {
        EnvConfigSource known = environment;
        if (known == null) {
            known = new EnvConfigSource(
                    EnvironmentOnly.settings(Environment.ofThisProcess().variables()), EnvConfigSource.ORDINAL);
            environment = known;
        }
        return known;
    }

    /** None are listed: each setting is asked for by its name. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "process";
    }

    @Override
    public int getOrdinal() {
        return EnvConfigSource.ORDINAL;
    }
}
