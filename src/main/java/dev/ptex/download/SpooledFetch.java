package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.mirror.Mirror;
import dev.ptex.parallel.Growth;
import dev.ptex.parallel.Opened;
import dev.ptex.parallel.Part;
import dev.ptex.parallel.Split;
import dev.ptex.parallel.SplitTransfer;
import dev.ptex.parallel.SpoolException;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings what a spool lacks, from one mirror after the other and, where that is faster, from several at once.
 *
 * <p>A mirror that announces another size than the manifest's is put behind the others before its body is read, but not
 * given up: only the hash is the truth.
 */
final class SpooledFetch {
    /** How far a body that announces no length is read beyond the expected size, so that none is endless. */
    private static final long LENIENCE = 1 << 20;

    /** What an interruption would cost of a smaller file is not worth a sidecar. */
    private static final long LEAST_NOTED = 1 << 20;

    private static final long NOTE_INTERVAL = Duration.ofSeconds(1).toNanos();

    private final DownloadRequest request;
    private final Expectation expectation;
    private final Opener opener;
    private final Candidates candidates;
    private final Spool spool;
    private final Terms terms;
    private final Growth growth;

    /** Where the spool's last bytes are from, and which version of the file. */
    private Optional<String> source;

    private Optional<Validator> version;
    private OptionalLong total;
    private long noted;

    SpooledFetch(
            DownloadRequest request, Opener opener, Candidates candidates, Spool spool, Terms terms, int connections) {
        this.request = request;
        this.expectation = request.expectation().orElseThrow();
        this.opener = opener;
        this.candidates = candidates;
        this.spool = spool;
        this.terms = terms;
        this.growth = new Growth(connections, terms.nanoTime());
        this.source = spool.sidecar().map(Sidecar::source);
        this.version = spool.sidecar().flatMap(Sidecar::version);
        this.total =
                spool.sidecar().map(known -> OptionalLong.of(known.total())).orElse(OptionalLong.empty());
    }

    /** @return whether the spool is complete */
    boolean from(Mirror mirror) throws SpoolException {
        long before = spool.count();
        try (Opened response = opener.open(mirror, missing(mirror))) {
            if (!candidates.isLast(mirror) && isUnexpected(response)) {
                candidates.putBehind(mirror);
                return false;
            }
            if (response.offset() != spool.size()) {
                spool.reset();
            }
            spool.beginPiece();
            source = Optional.of(Sidecar.sourceOf(mirror.url()));
            version = response.validator();
            total = response.length();
            note();
            boolean complete = spool(mirror, response);
            if (!complete) {
                candidates.repeat(mirror);
            }
            return complete;
        } catch (SpoolException e) {
            throw e;
        } catch (IOException e) {
            note();
            candidates.failed(mirror, TransportException.of(e), spool.count() - before);
            return false;
        } finally {
            terms.progress().finished();
        }
    }

    /** Only a hash can tell whether pieces of several sources, or of one that names no version, belong together. */
    private Part missing(Mirror mirror) {
        boolean sameSource = source.equals(Optional.of(Sidecar.sourceOf(mirror.url())));
        if (spool.count() == 0 || !(expectation.hasSha256() || (sameSource && version.isPresent()))) {
            return Part.WHOLE;
        }
        return new Part(spool.size(), spool.nextPiece(), sameSource ? version : Optional.empty(), total);
    }

    private boolean isUnexpected(Opened response) {
        return response.length().isPresent()
                && expectation.size().isPresent()
                && response.length().getAsLong() != expectation.size().getAsLong();
    }

    private boolean spool(Mirror mirror, Opened response) throws IOException {
        OptionalLong expected = total.isPresent() ? total : expectation.size();
        terms.progress().started(request.name(), expected);
        terms.progress().advanced(spool.count());
        Transfer transfer = new Transfer(
                terms.progress(),
                candidates.hasOthers() ? Optional.of(terms.stallWatch()) : Optional.empty(),
                response.divisible() ? Optional.of(growth) : Optional.empty(),
                spool.size(),
                total);
        OptionalLong gap = spool.nextPiece();
        long before = terms.nanoTime().getAsLong();
        Transfer.End end = transfer.move(response.body(), spool, limit() - spool.size());
        terms.brought(mirror, transfer.count(), terms.nanoTime().getAsLong() - before);
        switch (end) {
            case LIMIT -> refuseEndless();
            case SPLIT -> split(mirror, response);
            case BODY -> {}
        }
        spool.absorb();
        boolean complete = total.isEmpty() || spool.size() == total.getAsLong();
        if (!complete && gap.isEmpty()) {
            throw TransportException.passing("it ended after " + spool.size() + " of " + total.getAsLong() + " bytes");
        }
        return complete;
    }

    private long limit() {
        boolean bounded = total.isEmpty() && expectation.size().isPresent();
        return bounded
                ? expectation.size().getAsLong() + LENIENCE
                : spool.nextPiece().orElse(Long.MAX_VALUE);
    }

    private void refuseEndless() throws TransportException, SpoolException {
        if (total.isEmpty()) {
            long limit = limit();
            spool.reset();
            throw new TransportException("it does not end where it should: more than " + limit + " bytes came, "
                    + expectation.size().getAsLong() + " are expected");
        }
    }

    private void split(Mirror mirror, Opened response) throws IOException {
        List<Mirror> mirrors = new ArrayList<>(List.of(mirror));
        if (expectation.hasSha256()) {
            mirrors.addAll(candidates.others());
        }
        spool.beginPiece();
        Split split = new Split(
                mirrors,
                response,
                expectation.hasSha256() ? Optional.empty() : version,
                total.orElseThrow(),
                spool.size(),
                Long.MAX_VALUE,
                spool.takeApart());
        note();
        Optional<TransportException> failure =
                new SplitTransfer(split, opener::open, spool, growth, terms, terms.nanoTime()).run(new Hashing());
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Hashes what comes next, and has the next run know of all that is there. */
    private final class Hashing implements SplitTransfer.InOrder {
        @Override
        public void take(byte[] bytes, int length) {
            spool.hash(bytes, 0, length);
        }

        @Override
        public void glance() {
            if (terms.nanoTime().getAsLong() - noted > NOTE_INTERVAL) {
                note();
            }
        }
    }

    private void note() {
        noted = terms.nanoTime().getAsLong();
        if (total.isPresent() && total.getAsLong() >= LEAST_NOTED && source.isPresent()) {
            spool.note(new Sidecar(source.get(), version, total.getAsLong(), spool.pieces()));
        }
    }
}
