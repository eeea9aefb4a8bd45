package dev.ptex.download;

import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.ResponseObserver;
import dev.ptex.transport.Transports;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/**
 * Turns candidates into a file's bytes in a sink.
 *
 * <p>What is on stdout cannot be taken back. So where the bytes can be checked, they are spooled, checked, and only then
 * handed over; where nothing is known of them, they go straight through.
 */
@Singleton
public final class DownloadService {
    private final Transports transports;
    private final Spools spools;
    private final Pauses pauses;
    private final LongSupplier nanoTime;

    @Inject
    DownloadService(Transports transports, Spools spools, Pauses pauses) {
        this(transports, spools, pauses, System::nanoTime);
    }

    DownloadService(Transports transports, Spools spools, Pauses pauses, LongSupplier nanoTime) {
        this.transports = transports;
        this.spools = spools;
        this.pauses = pauses;
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
        Opener opener = new Opener(transports, request, observer);
        Candidates candidates = new Candidates(request.mirrors(), pauses);
        return request.expectation().isPresent()
                ? new VerifiedDownload(request, opener, candidates, spools, progress, nanoTime).deliver(sink)
                : new StreamedDownload(request, opener, candidates, progress).deliver(sink);
    }
}
