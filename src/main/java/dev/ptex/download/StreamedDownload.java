package dev.ptex.download;

import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Part;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A download of which nothing is known: the bytes go straight to the sink, from the first mirror that has them.
 *
 * <p>After a break it goes on at the very byte, but only with the same mirror and, as its validator says, the same
 * version: nothing else could tell whether the pieces belong together. A sink that can forget begins again instead.
 */
final class StreamedDownload {
    private final DownloadRequest request;
    private final Opener opener;
    private final Candidates candidates;
    private final ProgressListener progress;

    private @Nullable OutputStream out;
    private long delivered;
    /** Where the delivered bytes are from, and which version of the file. */
    private @Nullable Mirror source;

    private Optional<Validator> version = Optional.empty();
    private OptionalLong total = OptionalLong.empty();

    StreamedDownload(DownloadRequest request, Opener opener, Candidates candidates, ProgressListener progress) {
        this.request = request;
        this.opener = opener;
        this.candidates = candidates;
        this.progress = progress;
    }

    Delivery deliver(Sink sink) throws DownloadException, WriteException {
        boolean done = false;
        try {
            for (Optional<Mirror> next = candidates.next(); next.isPresent() && !done; next = candidates.next()) {
                Mirror mirror = next.get();
                if (delivered == 0 || sink.forgets() || mirror.equals(source)) {
                    done = fetch(mirror, sink);
                }
                if (done) {
                    return new Delivery(Optional.empty());
                }
                if (delivered > 0 && !sink.forgets() && version.isEmpty()) {
                    break;
                }
            }
            throw new DownloadException(candidates.attempts());
        } finally {
            if (!done) {
                sink.discard();
            }
        }
    }

    private boolean fetch(Mirror mirror, Sink sink) throws WriteException {
        long before = delivered;
        Part part = mirror.equals(source) && version.isPresent() ? Part.rest(delivered, version, total) : Part.WHOLE;
        try (TransportResponse response = opener.open(mirror, part)) {
            OutputStream sunk = position(response, sink);
            source = mirror;
            version = response.validator();
            total = response.length();
            progress.started(request.name(), response.length());
            progress.advanced(delivered);
            Transfer transfer = new Transfer(progress, Optional.empty());
            try {
                transfer.move(response.body(), sunk, Long.MAX_VALUE);
            } finally {
                delivered += transfer.count();
            }
            sink.commit();
            return true;
        } catch (WriteException e) {
            throw e;
        } catch (IOException e) {
            candidates.failed(mirror, Transfer.failure(e), delivered - before);
            return false;
        } finally {
            progress.finished();
        }
    }

    /** Brings body and sink to the same byte. */
    private OutputStream position(TransportResponse response, Sink sink) throws TransportException, WriteException {
        OutputStream current = out;
        if (current != null && response.offset() == delivered) {
            return current;
        }
        boolean sameVersion = version.isPresent() && version.equals(response.validator());
        if (current != null && !sink.forgets()) {
            if (!sameVersion) {
                throw new TransportException("it cannot go on after the " + delivered + " bytes that are out already");
            }
            Transfer.skip(response.body(), delivered - response.offset());
            return current;
        }
        delivered = 0;
        OutputStream fresh = sink.begin();
        out = fresh;
        return fresh;
    }
}
