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
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Makes beans of what the process was started with. */
@Singleton
final class CliWiring {
    /** TMPDIR, as every other tool; the JVM does not look at it. */
    @Produces
    @Singleton
    Spools spools(Environment environment, PtexConfig config) {
        SpoolDirectory temporary = new SpoolDirectory(
                Path.of(environment.get("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir"))));
        return new Spools(
                cacheDirectory(environment, config)
                        .map(directory ->
                                new SpoolCache(directory, config.readTimeout(), Sleeper.system(), Clock.systemUTC())),
                temporary);
    }

    /** Where each system keeps what can be fetched again; nowhere if there is no home. */
    private static Optional<Path> cacheDirectory(Environment environment, PtexConfig config) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Optional<Path> home = environment.get("HOME").map(Path::of);
        Optional<Path> usual = system.startsWith("windows")
                ? environment.get("LOCALAPPDATA").map(Path::of)
                : system.startsWith("mac")
                        ? home.map(path -> path.resolve("Library/Caches"))
                        : environment
                                .get("XDG_CACHE_HOME")
                                .map(Path::of)
                                // As the XDG specification has it, a relative path says nothing.
                                .filter(Path::isAbsolute)
                                .or(() -> home.map(path -> path.resolve(".cache")));
        return config.cacheDir().map(Path::of).or(() -> usual.map(path -> path.resolve("ptex")));
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
    MirrorHistory history(Environment environment, PtexConfig config) {
        Optional<Path> file = cacheDirectory(environment, config).map(directory -> directory.resolve("mirrors"));
        return new MirrorHistory(file.filter(path -> config.mirrorOrder() == MirrorOrder.FASTEST), Clock.systemUTC());
    }

    @Produces
    @Singleton
    MirrorSelector mirrors(PtexConfig config, MirrorHistory history) {
        return new MirrorSelector(config.mirrorOrder(), history, new Random());
    }

    @Produces
    @Singleton
    Terminal terminal(Environment environment) {
        return Terminal.ofStandardError(environment.variables());
    }
}
