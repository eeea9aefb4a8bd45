package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Expectation.Verdict;
import dev.ptex.digest.Fingerprint;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A download whose bytes can be checked: they are spooled, hashed on the way, and handed over when they are right.
 *
 * <p>A mirror that announces another size than the manifest's is put behind the others before its body is read, but not
 * given up: only the hash is the truth.
 */
final class VerifiedDownload {
    /** How far a body that announces no length is read beyond the expected size, so that none is endless. */
    private static final long LENIENCE = 1 << 20;

    private final DownloadRequest request;
    private final Expectation expectation;
    private final Opener opener;
    private final SpoolDirectory spools;
    private final ProgressListener progress;
    private final Deque<Mirror> ahead;
    private final Deque<Mirror> behind = new ArrayDeque<>();
    private final List<Attempt> attempts = new ArrayList<>();

    VerifiedDownload(
            DownloadRequest request,
            Expectation expectation,
            Opener opener,
            SpoolDirectory spools,
            ProgressListener progress) {
        this.request = request;
        this.expectation = expectation;
        this.opener = opener;
        this.spools = spools;
        this.progress = progress;
        this.ahead = new ArrayDeque<>(request.mirrors());
    }

    Delivery deliver(Sink sink) throws DownloadException, WriteException {
        Spool wrong = null;
        try {
            while (!ahead.isEmpty() || !behind.isEmpty()) {
                boolean putBehind = ahead.isEmpty();
                Mirror mirror = putBehind ? behind.remove() : ahead.remove();
                Spool spool = fetch(mirror, putBehind || (ahead.isEmpty() && behind.isEmpty()));
                if (spool == null) {
                    continue;
                }
                close(wrong);
                wrong = spool;
                Fingerprint actual = spool.fingerprint();
                Verdict verdict = expectation.judge(actual);
                if (verdict != Verdict.WRONG) {
                    spool.copyTo(sink);
                    return new Delivery(verdict == Verdict.RIGHT ? Optional.empty() : Optional.of(actual));
                }
                attempts.add(Attempt.failed(mirror, Mismatch.of(expectation, actual)));
            }
            if (wrong != null) {
                // scie-jump hashes whatever comes and reports its size and hash, which science's tests ask for.
                wrong.copyTo(sink);
            }
            throw new DownloadException(attempts);
        } finally {
            close(wrong);
        }
    }

    /**
     * Spools a mirror's file.
     *
     * @param anyLength whether to read it although it announces an unexpected length
     * @return nothing if it failed or was put behind
     */
    private @Nullable Spool fetch(Mirror mirror, boolean anyLength) throws WriteException {
        try (TransportResponse response = opener.open(mirror)) {
            if (!anyLength && isUnexpected(response)) {
                behind.add(mirror);
                return null;
            }
            return spool(response);
        } catch (WriteException e) {
            throw e;
        } catch (TransportException e) {
            attempts.add(Attempt.failed(mirror, e));
        } catch (IOException e) {
            attempts.add(Attempt.failed(mirror, "it could not be closed"));
        }
        return null;
    }

    private boolean isUnexpected(TransportResponse response) {
        return response.length().isPresent()
                && expectation.size().isPresent()
                && response.length().getAsLong() != expectation.size().getAsLong();
    }

    private Spool spool(TransportResponse response) throws TransportException, WriteException {
        boolean bounded = response.length().isEmpty() && expectation.size().isPresent();
        long limit = bounded ? expectation.size().getAsLong() + LENIENCE : Long.MAX_VALUE;
        Spool spool = spools.create();
        boolean whole = false;
        try {
            progress.started(request.name(), response.length().isPresent() ? response.length() : expectation.size());
            whole = new Transfer(progress).move(response.body(), spool, limit);
        } finally {
            progress.finished();
            if (!whole) {
                spool.close();
            }
        }
        if (!whole) {
            throw new TransportException("it does not end where it should: more than " + limit + " bytes came, "
                    + expectation.size().getAsLong() + " are expected");
        }
        return spool;
    }

    private static void close(@Nullable Spool spool) {
        if (spool != null) {
            spool.close();
        }
    }
}
