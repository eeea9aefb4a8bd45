package dev.ptex.download;

import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A download of which nothing is known: the bytes go straight to the sink, from the first mirror that has them. */
final class StreamedDownload {
    private final DownloadRequest request;
    private final Opener opener;
    private final ProgressListener progress;

    StreamedDownload(DownloadRequest request, Opener opener, ProgressListener progress) {
        this.request = request;
        this.opener = opener;
        this.progress = progress;
    }

    Delivery deliver(Sink sink) throws DownloadException, WriteException {
        List<Attempt> attempts = new ArrayList<>();
        for (Mirror mirror : request.mirrors()) {
            Transfer transfer = new Transfer(progress);
            try {
                stream(mirror, transfer, sink);
                return new Delivery(Optional.empty());
            } catch (TransportException e) {
                attempts.add(Attempt.failed(mirror, e));
                if (transfer.count() > 0 && !sink.forgets()) {
                    // Another mirror would have to begin again, after bytes that are out already.
                    break;
                }
            }
        }
        throw new DownloadException(attempts);
    }

    private void stream(Mirror mirror, Transfer transfer, Sink sink) throws TransportException, WriteException {
        boolean done = false;
        try (TransportResponse response = opener.open(mirror)) {
            progress.started(request.name(), response.length());
            transfer.move(response.body(), sink.begin(), Long.MAX_VALUE);
            sink.commit();
            done = true;
        } catch (TransportException | WriteException e) {
            throw e;
        } catch (IOException e) {
            throw new TransportException("it could not be closed");
        } finally {
            progress.finished();
            if (!done) {
                sink.discard();
            }
        }
    }
}
