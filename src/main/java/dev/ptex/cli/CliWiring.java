package dev.ptex.cli;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.download.Pauses;
import dev.ptex.download.RetryPolicy;
import dev.ptex.download.Sleeper;
import dev.ptex.download.SpoolDirectory;
import dev.ptex.progress.Terminal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Random;

/** Makes beans of what the process was started with. */
@Singleton
final class CliWiring {
    /** TMPDIR, as every other tool; the JVM does not look at it. */
    @Produces
    @Singleton
    SpoolDirectory spools(Environment environment) {
        return new SpoolDirectory(
                Path.of(environment.get("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir"))));
    }

    @Produces
    @Singleton
    Pauses pauses(PtexConfig config) {
        RetryPolicy policy =
                new RetryPolicy(config.passes(), config.backOff(), config.longestBackOff(), config.longestRetryAfter());
        return new Pauses(policy, Sleeper.system(), new Random());
    }

    @Produces
    @Singleton
    Terminal terminal(Environment environment) {
        return Terminal.ofStandardError(environment.variables());
    }
}
