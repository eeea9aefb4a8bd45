package dev.ptex.cli;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.download.Pauses;
import dev.ptex.download.RetryPolicy;
import dev.ptex.download.Sleeper;
import dev.ptex.download.SpoolCache;
import dev.ptex.download.SpoolDirectory;
import dev.ptex.download.Spools;
import dev.ptex.download.TransferPolicy;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.mirror.MirrorOrder;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.progress.Terminal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Random;

/** Makes beans of what the process was started with. */
@Singleton
final class CliWiring {
    @Produces
    @Singleton
    Directories directories(Environment environment, PtexConfig config) {
        return new Directories(environment, config.cacheDir());
    }

    @Produces
    @Singleton
    SpoolDirectory temporary(Directories directories) {
        return new SpoolDirectory(directories.temporary());
    }

    @Produces
    @Singleton
    Spools spools(Directories directories, SpoolDirectory temporary, PtexConfig config) {
        return new Spools(
                directories
                        .cache()
                        .map(directory ->
                                new SpoolCache(directory, config.readTimeout(), Sleeper.system(), Clock.systemUTC())),
                temporary);
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
    TransferPolicy transfers(PtexConfig config) {
        return new TransferPolicy(config.connections(), config.stallTime(), config.stallRate());
    }

    /** Nothing is read or written where the order does not depend on it. */
    @Produces
    @Singleton
    MirrorHistory history(Directories directories, PtexConfig config) {
        return new MirrorHistory(
                directories.cache().filter(directory -> config.mirrorOrder() == MirrorOrder.FASTEST),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    MirrorSelector mirrors(PtexConfig config, MirrorHistory history) {
        return new MirrorSelector(config.mirrorOrder(), history, new Random());
    }

    @Produces
    @Singleton
    Terminal terminal(Environment environment) {
        return Terminal.ofStandardError(environment);
    }
}
