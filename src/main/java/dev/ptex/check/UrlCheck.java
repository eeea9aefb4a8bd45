package dev.ptex.check;

import dev.ptex.check.Verdict.Expected;
import dev.ptex.check.Verdict.Seen;
import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks a URL whether it has a file, without keeping any of it. Any number of threads may do so at once. */
@Singleton
public final class UrlCheck {
    /** How servers refuse HEAD; signed URLs of clouds are for GET alone. */
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 405, 501);

    private static final int BUFFER = 64 * 1024;

    /** When to renew a certificate, if nobody has. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Transports transports;
    private final Clock clock;

    @Inject
    UrlCheck(Transports transports) {
        this(transports, Clock.systemUTC());
    }

    UrlCheck(Transports transports, Clock clock) {
        this.transports = transports;
        this.clock = clock;
    }

    /**
     * Asks this URL, and no other.
     *
     * @param full whether to fetch it to its end, or to what the manifest says is its end
     */
    public Verdict check(
            String name, Mirror mirror, Optional<Expectation> expectation, boolean full, ProgressListener progress) {
        Probe probe = new Probe(mirror, expectation, progress);
        Optional<String> problem = Optional.empty();
        try {
            if (full) {
                probe.ask();
                probe.fetch(name);
            } else {
                probe.ask();
            }
            problem = probe.mismatch();
        } catch (TransportException e) {
            problem = Optional.of(
                    e.hop().map(hop -> "redirected to " + hop + ": ").orElse("") + e.reason());
        }
        boolean checked = expectation.filter(Expectation::hasSha256).isPresent();
        if (problem.isEmpty() && mirror.url().scheme().equals("http") && !checked) {
            problem = Optional.of("http without a hash: nobody could tell that the bytes were changed on their way");
        }
        List<String> notes = new ArrayList<>();
        if (problem.isEmpty()
                && probe.ranges.filter(served -> !served).isPresent()
                && mirror.url().isHttp()) {
            notes.add("no ranges, so that what breaks off begins anew");
        }
        probe.certified
                .filter(until -> until.isBefore(clock.instant().plus(SOON)))
                .ifPresent(until -> notes.add("its certificate expires on "
                        + until.atOffset(ZoneOffset.UTC).toLocalDate()));
        return new Verdict(
                name,
                Optional.of(mirror.url()),
                mirror.source(),
                expected(expectation),
                new Seen(probe.trail.status(), probe.size, probe.sha256, probe.ranges, probe.trail.end()),
                problem,
                notes);
    }

    static Expected expected(Optional<Expectation> expectation) {
        return new Expected(
                expectation.map(Expectation::size).orElse(OptionalLong.empty()),
                expectation.flatMap(Expectation::hash));
    }

    /** What is asked of one URL, and what comes of it. */
    private final class Probe {
        private final Mirror mirror;
        private final Optional<Expectation> expectation;
        private final ProgressListener progress;
        private Trail trail;
        private OptionalLong size = OptionalLong.empty();
        private Optional<String> sha256 = Optional.empty();
        private Optional<Boolean> ranges = Optional.empty();
        private Optional<Instant> certified = Optional.empty();

        Probe(Mirror mirror, Optional<Expectation> expectation, ProgressListener progress) {
            this.mirror = mirror;
            this.expectation = expectation;
            this.progress = progress;
            this.trail = new Trail(mirror.url());
        }

        void ask() throws TransportException {
            if (mirror.url().isHttp()) {
                try {
                    note(open(Optional.empty(), true));
                } catch (TransportException e) {
                    if (trail.status().isEmpty()
                            || !REFUSALS.contains(trail.status().getAsInt())) {
                        throw e;
                    }
                }
            }
            certified = trail.certified();
            if (size.isEmpty()) {
                try {
                    note(open(Optional.of(Range.of(0, 1)), false));
                } catch (TransportException e) {
                    if (e.kind() != TransportException.Kind.NO_SUCH_RANGE) {
                        throw e;
                    }
                    // An empty file has no first byte.
                    size = OptionalLong.of(0);
                }
            }
        }

        private void note(TransportResponse response) throws TransportException {
            try (response) {
                size = response.total();
                ranges = Optional.of(!(response instanceof TransportResponse.Whole whole) || whole.rangesServed());
            } catch (IOException e) {
                throw TransportException.of(e);
            }
        }

        /** Reads one byte more than there should be, and no further. */
        void fetch(String name) throws TransportException {
            long bound = expectation
                    .map(Expectation::size)
                    .orElse(OptionalLong.empty())
                    .orElse(Long.MAX_VALUE - 1);
            Sha256 digest = new Sha256();
            byte[] buffer = new byte[BUFFER];
            long length = 0;
            try (TransportResponse response = open(Optional.empty(), false);
                    InputStream body = response.body()) {
                size = response.total();
                ranges = Optional.of(response instanceof TransportResponse.Whole whole && whole.rangesServed());
                if (size.orElse(0) > bound) {
                    return;
                }
                progress.started(name, size);
                for (int read = body.read(buffer); read >= 0 && length <= bound; read = body.read(buffer)) {
                    digest.update(buffer, 0, read);
                    length += read;
                    progress.advanced(read);
                }
                size = OptionalLong.of(length);
                sha256 = length > bound ? Optional.empty() : Optional.of(digest.hex());
            } catch (IOException e) {
                throw TransportException.of(e);
            } finally {
                progress.finished();
            }
        }

        private TransportResponse open(Optional<Range> range, boolean headOnly) throws TransportException {
            trail = new Trail(mirror.url());
            return transports.open(new TransportRequest(
                    mirror.url(),
                    new UserHeaders(List.of(), mirror.original().origin()),
                    expectation.filter(Expectation::hasSha256).isPresent(),
                    range,
                    Condition.NONE,
                    0,
                    trail,
                    headOnly));
        }

        /** Why what the other side says, or has sent, is another file. */
        Optional<String> mismatch() {
            OptionalLong wanted = expectation.map(Expectation::size).orElse(OptionalLong.empty());
            if (wanted.isPresent() && size.isPresent() && wanted.getAsLong() != size.getAsLong()) {
                return Optional.of(size.getAsLong() + " bytes, the manifest says " + wanted.getAsLong());
            }
            return sha256.filter(hash -> expectation.isPresent()
                            && expectation.get().judge(new Fingerprint(size.orElse(0), hash))
                                    == Expectation.Verdict.WRONG)
                    .map(hash -> "sha256 is " + hash + ", the manifest says "
                            + expectation.get().hash().orElse("nothing"));
        }
    }
}
