package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Expectation.Verdict;
import dev.ptex.digest.Fingerprint;
import dev.ptex.mirror.Mirror;
import dev.ptex.parallel.SpoolException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A download whose bytes can be checked: they are spooled, hashed on the way, and handed over when they are right.
 *
 * <p>What has arrived is kept when a mirror fails, and the next one goes on from there: the hash tells in the end. If it
 * says no of a file that came in pieces, that may be the fault of any of them, so there is one restart from nothing.
 */
final class VerifiedDownload {
    private final DownloadRequest request;
    private final Expectation expectation;
    private final Opener opener;
    private final Candidates candidates;
    private final SpoolPlace place;
    private final Terms terms;

    private Spool spool;
    private SpooledFetch fetch;
    private boolean restarted;

    VerifiedDownload(DownloadRequest request, Opener opener, Candidates candidates, SpoolPlace place, Terms terms)
            throws SpoolException {
        this.request = request;
        this.expectation = request.expectation().orElseThrow();
        this.opener = opener;
        this.candidates = candidates;
        this.place = place;
        this.terms = terms;
        this.spool = place.open();
        this.fetch = fetchInto(spool, terms.policy().connections());
    }

    private SpooledFetch fetchInto(Spool target, int connections) {
        return new SpooledFetch(request, opener, candidates, target, terms, connections);
    }

    /**
     * @return what the bytes are, if their hash is right and the manifest's size is not
     * @throws SpoolException if the spool cannot be used; then nothing is in the sink
     */
    Optional<Fingerprint> deliver(Sink sink) throws DownloadException, WriteException, SpoolException {
        Spool wrong = null;
        try {
            if (spool.size() > 0 && expectation.judge(spool.fingerprint()) == Verdict.RIGHT) {
                // Another process has fetched it while this one waited, or an earlier run all but delivered it.
                spool.deliver(sink);
                return Optional.empty();
            }
            for (Optional<Mirror> mirror = candidates.next(); mirror.isPresent(); mirror = candidates.next()) {
                if (!fetch.from(mirror.get())) {
                    continue;
                }
                Fingerprint actual = spool.fingerprint();
                Verdict verdict = expectation.judge(actual);
                if (verdict != Verdict.WRONG) {
                    spool.deliver(sink);
                    return verdict == Verdict.RIGHT ? Optional.empty() : Optional.of(actual);
                }
                if (spool.isMixed() && !restarted) {
                    restart(mirror.get());
                    continue;
                }
                candidates.mismatched(mirror.get(), Mismatch.of(expectation, actual));
                close(wrong);
                wrong = spool;
                wrong.abandon();
                spool = place.open();
                fetch = fetchInto(spool, 1);
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

    /** Without company: then it is plain whose bytes are wrong. */
    private void restart(Mirror mirror) throws SpoolException {
        restarted = true;
        spool.reset();
        fetch = fetchInto(spool, 1);
        candidates.repeat(mirror);
    }

    private static void close(@Nullable Spool spool) {
        if (spool != null) {
            spool.close();
        }
    }
}
