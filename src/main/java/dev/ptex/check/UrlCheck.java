package dev.ptex.check;

import dev.ptex.check.Verdict.Expected;
import dev.ptex.digest.Expectation;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.retry.Timing;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Transports;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks a URL whether it has a file, without keeping any of it, and again where a failure may pass. Any number of threads
 * may do so at once.
 */
public final class UrlCheck {
    /** When to renew a certificate, if nobody has. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Transports transports;
    private final RetryPolicy retries;
    private final Timing timing;
    private final Clock clock;

    /** @param retries how often, and how soon, a URL is asked; those of a fetch */
    public UrlCheck(Transports transports, RetryPolicy retries, Timing timing, Clock clock) {
        this.transports = transports;
        this.retries = retries;
        this.timing = timing;
        this.clock = clock;
    }

    /**
     * Asks this URL, and no other.
     *
     * @param full whether to fetch it to its end, or to what the manifest says is its end
     */
    public Verdict check(
            String name, Mirror mirror, Optional<Expectation> expectation, boolean full, ProgressListener progress) {
        for (int failures = 1; ; failures++) {
            Probe probe = new Probe(transports, mirror, expectation);
            try {
                if (full) {
                    probe.fetch(name, progress);
                } else {
                    probe.ask();
                }
                Optional<String> problem = probe.mismatch().or(() -> unverifiable(mirror, expectation));
                return verdict(name, mirror, expectation, probe, problem);
            } catch (TransportException e) {
                if (!e.isPassing() || failures >= retries.tries()) {
                    return verdict(name, mirror, expectation, probe, Optional.of(e.sentence()));
                }
                timing.sleeper()
                        .sleep(Duration.ofNanos(
                                retries.pause(failures, timing.random().nextDouble(), e.retryAfter())));
            }
        }
    }

    private static Optional<String> unverifiable(Mirror mirror, Optional<Expectation> expectation) {
        String scheme = mirror.url().scheme();
        boolean clear = scheme.equals("http") || scheme.equals("ftp");
        return clear && expectation.filter(Expectation::hasSha256).isEmpty()
                ? Optional.of(scheme + " without a hash: nobody could tell that the bytes were changed on their way")
                : Optional.empty();
    }

    private Verdict verdict(
            String name, Mirror mirror, Optional<Expectation> expectation, Probe probe, Optional<String> problem) {
        List<String> notes = new ArrayList<>();
        if (problem.isEmpty()
                && probe.ranges().equals(Optional.of(false))
                && mirror.url().isHttp()) {
            notes.add("no ranges, so that what breaks off begins anew");
        }
        probe.certified()
                .filter(until -> until.isBefore(clock.instant().plus(SOON)))
                .ifPresent(until -> notes.add("its certificate expires on "
                        + until.atOffset(ZoneOffset.UTC).toLocalDate()));
        Expected expected = new Expected(
                expectation.map(Expectation::size).orElse(OptionalLong.empty()),
                expectation.flatMap(Expectation::hash));
        return new Verdict(name, Optional.of(mirror.url()), mirror.source(), expected, probe.seen(), problem, notes);
    }
}
