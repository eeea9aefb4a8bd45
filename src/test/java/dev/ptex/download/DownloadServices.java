package dev.ptex.download;

import dev.ptex.mirror.MirrorHistory;
import dev.ptex.transport.Transports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes download services that other packages' tests can use. */
public final class DownloadServices {
    private DownloadServices() {}

    /** One with the usual policy that only notes how long it would have waited. */
    public static DownloadService impatient(Transports transports, Path spools, Sleeper sleeper) {
        RetryPolicy policy =
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(120));
        return new DownloadService(
                transports,
                new Spools(Optional.empty(), new SpoolDirectory(spools)),
                new Pauses(policy, sleeper, () -> 0),
                new TransferPolicy(4, Duration.ofSeconds(30), 1024),
                new MirrorHistory(Optional.empty(), Clock.systemUTC()),
                System::nanoTime);
    }
}
