package dev.ptex.download;

import dev.ptex.mirror.MirrorHistory;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Segment;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.retry.Sleeper;
import dev.ptex.retry.Timing;
import dev.ptex.spool.SpoolDirectory;
import dev.ptex.spool.Spools;
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
        RetryPolicy retries =
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(120));
        return new DownloadService(
                transports,
                new Spools(Optional.empty(), new SpoolDirectory(spools)),
                new PlanPolicy(4, Segment.OPEN, Duration.ofSeconds(30), 1024, retries),
                new MirrorHistory(Optional.empty(), Clock.systemUTC()),
                new Timing(System::nanoTime, sleeper, () -> 0));
    }
}
