package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Expectation.Verdict;
import dev.ptex.digest.Fingerprint;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Part;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A download whose bytes can be checked: they are spooled, hashed on the way, and handed over when they are right.
 *
 * <p>What has arrived is kept when a mirror fails, and the next one goes on from there: the hash tells in the end. If it
 * says no of a file that came in pieces, that may be the fault of any of them, so there is one restart from nothing.
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
    private final Candidates candidates;
    private final Spools spools;
    private final ProgressListener progress;
    private final LongSupplier nanoTime;

    private Spool spool;
    /** Where the spool's last bytes are from, and which version of the file. */
    private @Nullable Mirror source;

    private Optional<Validator> version = Optional.empty();
    private OptionalLong total = OptionalLong.empty();
    private boolean restarted;

    VerifiedDownload(
            DownloadRequest request,
            Opener opener,
            Candidates candidates,
            Spools spools,
            ProgressListener progress,
            LongSupplier nanoTime)
            throws WriteException {
        this.request = request;
        this.expectation = request.expectation().orElseThrow();
        this.opener = opener;
        this.candidates = candidates;
        this.spools = spools;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.spool = spools.open(expectation);
    }

    Delivery deliver(Sink sink) throws DownloadException, WriteException {
        Spool wrong = null;
        try {
            if (spool.size() > 0 && expectation.judge(spool.fingerprint()) == Verdict.RIGHT) {
                // Another process has fetched it while this one waited, or an earlier run all but delivered it.
                spool.deliver(sink);
                return new Delivery(Optional.empty());
            }
            for (Optional<Mirror> mirror = candidates.next(); mirror.isPresent(); mirror = candidates.next()) {
                if (!fetch(mirror.get())) {
                    continue;
                }
                Fingerprint actual = spool.fingerprint();
                Verdict verdict = expectation.judge(actual);
                if (verdict != Verdict.WRONG) {
                    spool.deliver(sink);
                    return new Delivery(verdict == Verdict.RIGHT ? Optional.empty() : Optional.of(actual));
                }
                if (spool.isMixed() && !restarted) {
                    restarted = true;
                    spool.reset();
                    candidates.repeat(mirror.get());
                    continue;
                }
                candidates.mismatched(mirror.get(), Mismatch.of(expectation, actual));
                close(wrong);
                wrong = spool;
                wrong.abandon();
                spool = spools.open(expectation);
            }
            if (wrong != null) {
                // scie-jump hashes whatever comes and reports its size and hash, which science's tests ask for.
                wrong.deliver(sink);
            }
            throw new DownloadException(candidates.attempts());
        } finally {
            spool.close();
            close(wrong);
        }
    }

    /**
     * Spools a mirror's file, or the rest of it.
     *
     * @return whether the spool is complete
     */
    private boolean fetch(Mirror mirror) throws WriteException {
        long before = spool.size();
        try (TransportResponse response = opener.open(mirror, rest(mirror))) {
            if (!candidates.isLast(mirror) && isUnexpected(response)) {
                candidates.putBehind(mirror);
                return false;
            }
            if (response.offset() != spool.size()) {
                spool.reset();
            }
            spool.beginPiece();
            source = mirror;
            version = response.validator();
            total = response.length();
            spool(response);
            return true;
        } catch (WriteException e) {
            throw e;
        } catch (IOException e) {
            candidates.failed(mirror, Transfer.failure(e), spool.size() - before);
            return false;
        } finally {
            progress.finished();
        }
    }

    /** Only a hash can tell whether pieces of several sources, or of one that names no version, belong together. */
    private Part rest(Mirror mirror) {
        boolean sameSource = mirror.equals(source);
        if (spool.size() == 0 || !(expectation.hasSha256() || (sameSource && version.isPresent()))) {
            return Part.WHOLE;
        }
        return Part.rest(spool.size(), sameSource ? version : Optional.empty(), total);
    }

    private boolean isUnexpected(TransportResponse response) {
        return response.length().isPresent()
                && expectation.size().isPresent()
                && response.length().getAsLong() != expectation.size().getAsLong();
    }

    private void spool(TransportResponse response) throws TransportException, WriteException {
        boolean bounded = response.length().isEmpty() && expectation.size().isPresent();
        long limit = bounded ? expectation.size().getAsLong() + LENIENCE : Long.MAX_VALUE;
        progress.started(request.name(), response.length().isPresent() ? response.length() : expectation.size());
        progress.advanced(spool.size());
        Optional<StallWatch> watch = candidates.hasOthers() ? Optional.of(new StallWatch(nanoTime)) : Optional.empty();
        if (!new Transfer(progress, watch).move(response.body(), spool, limit - spool.size())) {
            spool.reset();
            throw new TransportException("it does not end where it should: more than " + limit + " bytes came, "
                    + expectation.size().getAsLong() + " are expected");
        }
    }

    private static void close(@Nullable Spool spool) {
        if (spool != null) {
            spool.close();
        }
    }
}
