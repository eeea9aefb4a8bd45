package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.header.ResponseObserver;
import dev.ptex.mirror.Experience;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Source;
import dev.ptex.progress.ProgressListener;
import dev.ptex.spool.SpoolException;
import dev.ptex.spool.Spools;
import dev.ptex.transport.Transports;
import dev.ptex.url.Url;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns candidates into a file's bytes in a sink.
 *
 * <p>What is on stdout cannot be taken back. So where the bytes can be checked, they are held until they are judged, and
 * only then handed over; where nothing is known of them, or where there is no room to hold them, they go straight
 * through.
 */
@Singleton
public final class DownloadService {
    private final Transports transports;
    private final Spools spools;
    private final PlanPolicy policy;
    private final MirrorHistory history;
    private final Timing timing;

    @Inject
    DownloadService(Transports transports, Spools spools, PlanPolicy policy, MirrorHistory history, Timing timing) {
        this.transports = transports;
        this.spools = spools;
        this.policy = policy;
        this.history = history;
        this.timing = timing;
    }

    /**
     * Delivers a file.
     *
     * @throws DownloadException if no mirror had it; if they had other bytes than were expected, the last one's bytes
     *     are in the sink all the same, because scie-jump reports their size and hash
     * @throws WriteException if the bytes could not be written
     */
    public Delivery deliver(DownloadRequest request, Sink sink, ProgressListener progress, ResponseObserver observer)
            throws DownloadException, WriteException {
        Opener opener = new Opener(transports, request, observer);
        OptionalLong size = request.expectation().map(Expectation::size).orElse(OptionalLong.empty());
        boolean hashed = request.expectation().map(Expectation::hasSha256).orElse(false);
        PartialFile streamed = new PartialFile(size, hashed, sink.forgets());
        Optional<HeldRelease> held = request.expectation().flatMap(this::hold);
        if (held.isEmpty()) {
            return ordered(request, sink, progress, opener, streamed, held);
        }
        PartialFile file = new PartialFile(size, hashed, true);
        try (HeldRelease release = held.get()) {
            try {
                return held(request, sink, progress, opener, file, release);
            } catch (SpoolException e) {
                // Nothing is in the sink yet, which needs no room here.
                release.abandon();
                streamed.goOn(file, release.position());
                return ordered(request, sink, progress, opener, streamed, held);
            }
        }
    }

    /** A place that can be used, and has room; that there is none is no reason to fail. */
    private Optional<HeldRelease> hold(Expectation expectation) {
        for (Spools.Place place : spools.places(expectation)) {
            try {
                return Optional.of(new HeldRelease(place));
            } catch (SpoolException e) {
                // The next one may do.
            }
        }
        return Optional.empty();
    }

    private Delivery held(
            DownloadRequest request,
            Sink sink,
            ProgressListener progress,
            Opener opener,
            PartialFile file,
            HeldRelease release)
            throws DownloadException, WriteException, SpoolException {
        Expectation expectation = request.expectation().orElseThrow();
        release.resume(file);
        Fingerprint found = release.absorb(file);
        // Another process has fetched it while this one waited, or an earlier run all but delivered it.
        if (found.size() > 0 && expectation.judge(found) != Expectation.Verdict.WRONG) {
            release.deliver(sink);
            return new Delivery(List.of(), surprise(expectation, found));
        }
        List<Source> sources = sources(request);
        Download download = new Download(request.name(), policy, file, sources, opener, release, progress, timing);
        Optional<Fingerprint> actual = run(download, request, sources);
        if (actual.isEmpty()) {
            release.deliverWrong(sink);
            throw new DownloadException(download.attempts());
        }
        release.deliver(sink);
        return new Delivery(hosts(sources), surprise(expectation, actual.get()));
    }

    /** @param held what has the file's beginning already, if anything */
    private Delivery ordered(
            DownloadRequest request,
            Sink sink,
            ProgressListener progress,
            Opener opener,
            PartialFile file,
            Optional<HeldRelease> held)
            throws DownloadException, WriteException {
        Optional<Expectation> expectation = request.expectation();
        boolean done = false;
        List<Source> sources = sources(request);
        try (OrderedRelease release = new OrderedRelease(sink, spools, expectation.isPresent())) {
            if (held.isPresent()) {
                release.begin(held.get(), file.count());
            }
            Download download = new Download(
                    request.name(),
                    policy.within(OrderedRelease.WINDOW),
                    file,
                    sources,
                    opener,
                    release,
                    progress,
                    timing);
            Optional<Fingerprint> actual = run(download, request, sources);
            if (actual.isEmpty()) {
                throw new DownloadException(download.attempts());
            }
            release.commit();
            done = true;
            return new Delivery(hosts(sources), expectation.flatMap(expected -> surprise(expected, actual.get())));
        } catch (SpoolException e) {
            throw new WriteException("cannot write a temporary file", e);
        } finally {
            if (!done) {
                sink.discard();
            }
        }
    }

    private Optional<Fingerprint> run(Download download, DownloadRequest request, List<Source> sources)
            throws SpoolException, WriteException {
        try {
            return download.run(request.expectation());
        } finally {
            history.note(sources.stream()
                    .flatMap(source -> experience(source).stream())
                    .toList());
        }
    }

    private static Optional<Experience> experience(Source source) {
        double rate = source.measured();
        return source.hasFailed() || rate > 0
                ? Optional.of(new Experience(source.mirror().url().origin(), rate, source.hasFailed()))
                : Optional.empty();
    }

    private static List<Source> sources(DownloadRequest request) {
        return request.mirrors().stream()
                .map(mirror -> new Source(mirror, id(mirror.url())))
                .toList();
    }

    /** Tells a URL from others in what is kept on disk, without its secrets. */
    private static String id(Url url) {
        return Sha256.of(url.origin() + url.requestTarget());
    }

    /** Those that have brought bytes; a file: URL mostly has no host. */
    private static List<String> hosts(List<Source> sources) {
        return sources.stream()
                .filter(Source::hasServed)
                .map(source -> source.mirror().url().origin().host())
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<Fingerprint> surprise(Expectation expectation, Fingerprint actual) {
        return Optional.of(actual).filter(found -> expectation.judge(found) == Expectation.Verdict.RIGHT_DESPITE_SIZE);
    }
}
