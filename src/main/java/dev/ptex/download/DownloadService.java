package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.header.ResponseObserver;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Source;
import dev.ptex.progress.ProgressListener;
import dev.ptex.retry.Timing;
import dev.ptex.sink.Sink;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.SpoolException;
import dev.ptex.spool.Spools;
import dev.ptex.transport.Transports;
import dev.ptex.url.Url;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
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

    /** What is to be brought, and where to. */
    private record Job(DownloadRequest request, Sink sink, ProgressListener progress, Opener opener) {
        PartialFile file(boolean takesBack) {
            Optional<Expectation> expected = request.expectation();
            return new PartialFile(
                    expected.map(Expectation::size).orElse(OptionalLong.empty()),
                    expected.map(Expectation::hasSha256).orElse(false),
                    takesBack);
        }
    }

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
        Job job = new Job(request, sink, progress, new Opener(transports, request, observer));
        Optional<HeldRelease> held = request.expectation().flatMap(this::hold);
        try {
            return held.isEmpty() ? ordered(job, job.file(sink.forgets()), held) : held(job, held);
        } catch (SpoolException e) {
            throw new WriteException("cannot write a temporary file", e);
        } catch (IOException e) {
            throw WriteException.of(e);
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

    private Delivery held(Job job, Optional<HeldRelease> held) throws DownloadException, IOException {
        PartialFile file = job.file(true);
        try (HeldRelease release = held.orElseThrow()) {
            try {
                return held(job, file, release);
            } catch (SpoolException e) {
                // Nothing is in the sink yet, which needs no room here.
                release.abandon();
                PartialFile streamed = job.file(job.sink.forgets());
                streamed.goOn(file, release.position());
                return ordered(job, streamed, held);
            }
        }
    }

    private Delivery held(Job job, PartialFile file, HeldRelease release) throws DownloadException, IOException {
        Expectation expectation = job.request.expectation().orElseThrow();
        release.resume(file);
        Fingerprint found = release.absorb(file);
        // Another process has fetched it while this one waited, or an earlier run all but delivered it.
        boolean right = found.size() > 0 && expectation.judge(found) != Expectation.Verdict.WRONG;
        try {
            Delivery delivery = right ? delivery(List.of(), job.request, found) : download(job, policy, file, release);
            release.deliver(job.sink);
            return delivery;
        } catch (DownloadException e) {
            release.deliverWrong(job.sink);
            throw e;
        }
    }

    /** @param held what has the file's beginning already, if anything */
    private Delivery ordered(Job job, PartialFile file, Optional<HeldRelease> held)
            throws DownloadException, IOException {
        boolean done = false;
        try (OrderedRelease release =
                new OrderedRelease(job.sink, spools, job.request.expectation().isPresent())) {
            if (held.isPresent()) {
                release.begin(held.get(), file.count());
            }
            Delivery delivery = download(job, policy.within(OrderedRelease.WINDOW), file, release);
            release.commit();
            done = true;
            return delivery;
        } finally {
            if (!done) {
                job.sink.discard();
            }
        }
    }

    private Delivery download(Job job, PlanPolicy kept, PartialFile file, Release release)
            throws DownloadException, IOException {
        List<Source> sources = job.request.mirrors().stream()
                .map(mirror -> new Source(mirror, id(mirror.url())))
                .toList();
        Download download =
                new Download(job.request.name(), kept, file, sources, job.opener, release, job.progress, timing);
        try {
            return delivery(sources, job.request, download.run(job.request.expectation()));
        } finally {
            history.note(sources.stream()
                    .flatMap(source -> source.experience().stream())
                    .toList());
        }
    }

    private static Delivery delivery(List<Source> sources, DownloadRequest request, Fingerprint actual) {
        return new Delivery(
                hosts(sources),
                request.expectation()
                        .filter(expected -> expected.judge(actual) == Expectation.Verdict.RIGHT_DESPITE_SIZE)
                        .map(expected -> actual));
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
}
