package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import dev.ptex.header.ResponseObserver;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.parallel.SpoolException;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Transports;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Turns candidates into a file's bytes in a sink.
 *
 * <p>What is on stdout cannot be taken back. So where the bytes can be checked, they are spooled, checked, and only then
 * handed over; where nothing is known of them, or where there is no room for a spool, they go straight through.
 */
@Singleton
public final class DownloadService {
    private final Transports transports;
    private final Spools spools;
    private final Pauses pauses;
    private final TransferPolicy policy;
    private final MirrorHistory history;
    private final LongSupplier nanoTime;

    @Inject
    DownloadService(Transports transports, Spools spools, Pauses pauses, TransferPolicy policy, MirrorHistory history) {
        this(transports, spools, pauses, policy, history, System::nanoTime);
    }

    DownloadService(
            Transports transports,
            Spools spools,
            Pauses pauses,
            TransferPolicy policy,
            MirrorHistory history,
            LongSupplier nanoTime) {
        this.transports = transports;
        this.spools = spools;
        this.pauses = pauses;
        this.policy = policy;
        this.history = history;
        this.nanoTime = nanoTime;
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
        Experiences experiences = new Experiences();
        try {
            Opener opener = new Opener(transports, request, observer);
            Optional<Fingerprint> surprise =
                    deliver(request, sink, opener, new Terms(policy, progress, experiences, nanoTime));
            return new Delivery(experiences.hosts(), surprise);
        } finally {
            history.note(experiences.list());
        }
    }

    private Optional<Fingerprint> deliver(DownloadRequest request, Sink sink, Opener opener, Terms terms)
            throws DownloadException, WriteException {
        List<SpoolPlace> places = request.expectation().map(spools::places).orElse(List.of());
        for (SpoolPlace place : places) {
            try {
                Candidates candidates = new Candidates(request.mirrors(), pauses, terms.experiences());
                return new VerifiedDownload(request, opener, candidates, place, terms).deliver(sink);
            } catch (SpoolException e) {
                // Nothing is in the sink yet: the next place may have room, and the sink itself needs none.
            }
        }
        Candidates candidates = new Candidates(request.mirrors(), pauses, terms.experiences());
        return new StreamedDownload(request, opener, candidates, spools, terms).deliver(sink);
    }
}
