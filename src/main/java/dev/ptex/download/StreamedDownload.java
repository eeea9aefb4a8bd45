package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Expectation.Verdict;
import dev.ptex.digest.Fingerprint;
import dev.ptex.mirror.Mirror;
import dev.ptex.parallel.Extents;
import dev.ptex.parallel.Growth;
import dev.ptex.parallel.Opened;
import dev.ptex.parallel.Part;
import dev.ptex.parallel.Ring;
import dev.ptex.parallel.Split;
import dev.ptex.parallel.SplitTransfer;
import dev.ptex.parallel.SpoolException;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A download whose bytes go straight to the sink, from the first mirror that has them: nothing is known of them, or
 * there is no room to keep them until they are checked.
 *
 * <p>After a break it goes on at the very byte. If a hash tells in the end, any mirror may; otherwise only the same one,
 * and only if its validator says that it is the same version. A sink that can forget begins again instead.
 */
final class StreamedDownload {
    /** How much may wait, in a temporary file, until the bytes before it are there. */
    private static final long WINDOW = 64 << 20;

    private final DownloadRequest request;
    private final Optional<Expectation> expectation;
    private final boolean hashed;
    private final Opener opener;
    private final Candidates candidates;
    private final Spools spools;
    private final Terms terms;
    private final Growth growth;

    private @Nullable MeasuredStream out;
    /** Where the delivered bytes are from, and which version of the file. */
    private @Nullable Mirror source;

    private Optional<Validator> version = Optional.empty();
    private OptionalLong total = OptionalLong.empty();

    StreamedDownload(DownloadRequest request, Opener opener, Candidates candidates, Spools spools, Terms terms) {
        this.request = request;
        this.expectation = request.expectation();
        this.hashed = expectation.map(Expectation::hasSha256).orElse(false);
        this.opener = opener;
        this.candidates = candidates;
        this.spools = spools;
        this.terms = terms;
        this.growth = new Growth(terms.policy().connections(), terms.nanoTime());
    }

    Optional<Fingerprint> deliver(Sink sink) throws DownloadException, WriteException {
        boolean done = false;
        try {
            for (Optional<Mirror> next = candidates.next(); next.isPresent(); next = candidates.next()) {
                Mirror mirror = next.get();
                if (delivered() > 0 && !sink.forgets() && !hashed && !mirror.equals(source)) {
                    continue;
                }
                if (fetch(mirror, sink)) {
                    Optional<Fingerprint> surprise = judge(mirror);
                    sink.commit();
                    done = true;
                    return surprise;
                }
                if (delivered() > 0 && !sink.forgets() && !hashed && version.isEmpty()) {
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

    /** What is out is out: if it is wrong, there is nothing else to try. */
    private Optional<Fingerprint> judge(Mirror mirror) throws DownloadException {
        MeasuredStream delivered = out;
        if (expectation.isEmpty() || delivered == null) {
            return Optional.empty();
        }
        Fingerprint actual = delivered.fingerprint();
        Verdict verdict = expectation.get().judge(actual);
        if (verdict == Verdict.WRONG) {
            candidates.mismatched(mirror, Mismatch.of(expectation.get(), actual));
            throw new DownloadException(candidates.attempts());
        }
        return verdict == Verdict.RIGHT ? Optional.empty() : Optional.of(actual);
    }

    private boolean fetch(Mirror mirror, Sink sink) throws WriteException {
        long before = delivered();
        boolean goesOn = mirror.equals(source) ? version.isPresent() || hashed : hashed;
        Part part = goesOn ? Part.rest(before, mirror.equals(source) ? version : Optional.empty(), total) : Part.WHOLE;
        try (Opened response = opener.open(mirror, part)) {
            MeasuredStream sunk = position(response, sink);
            source = mirror;
            version = response.validator();
            total = response.length();
            terms.progress().started(request.name(), total);
            terms.progress().advanced(sunk.count());
            stream(mirror, response, sunk);
            return true;
        } catch (WriteException e) {
            throw e;
        } catch (SpoolException e) {
            // No room for bytes before their turn: then they come in their turn.
            growth.exhausted();
            candidates.repeat(mirror);
            return false;
        } catch (IOException e) {
            candidates.failed(mirror, TransportException.of(e), delivered() - before);
            return false;
        } finally {
            terms.progress().finished();
        }
    }

    private void stream(Mirror mirror, Opened response, MeasuredStream sunk) throws IOException {
        boolean divisible = response.divisible() && (hashed || version.isPresent());
        Transfer transfer = new Transfer(
                terms.progress(),
                Optional.empty(),
                divisible ? Optional.of(growth) : Optional.empty(),
                sunk.count(),
                total);
        Transfer.End end = transfer.move(response.body(), sunk, Long.MAX_VALUE);
        terms.experiences().served(mirror);
        if (end == Transfer.End.SPLIT) {
            split(mirror, response, sunk);
        }
    }

    private void split(Mirror mirror, Opened response, MeasuredStream sunk) throws IOException {
        Optional<Ring> ring = spools.ring(WINDOW);
        if (ring.isEmpty()) {
            new Transfer(terms.progress(), Optional.empty(), Optional.empty(), sunk.count(), total)
                    .move(response.body(), sunk, Long.MAX_VALUE);
            return;
        }
        List<Mirror> mirrors = new ArrayList<>(List.of(mirror));
        if (hashed) {
            mirrors.addAll(candidates.others());
        }
        Extents there = new Extents();
        there.add(0, sunk.count());
        Split split = new Split(
                mirrors,
                response,
                hashed ? Optional.empty() : version,
                total.orElseThrow(),
                sunk.count(),
                WINDOW,
                there);
        try (Ring store = ring.get()) {
            Optional<TransportException> failure = new SplitTransfer(
                            split, opener::open, store, growth, terms, terms.nanoTime())
                    .run((bytes, length) -> sunk.write(bytes, 0, length));
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    /** Brings body and sink to the same byte. */
    private MeasuredStream position(Opened response, Sink sink) throws TransportException, WriteException {
        MeasuredStream current = out;
        if (current != null && response.offset() == current.count()) {
            return current;
        }
        boolean sameVersion = hashed || (version.isPresent() && version.equals(response.validator()));
        if (current != null && !sink.forgets()) {
            if (!sameVersion) {
                throw new TransportException(
                        "it cannot go on after the " + current.count() + " bytes that are out already");
            }
            Transfer.skip(response.body(), current.count() - response.offset());
            return current;
        }
        MeasuredStream fresh = new MeasuredStream(sink.begin(), expectation.isPresent());
        out = fresh;
        return fresh;
    }

    private long delivered() {
        MeasuredStream current = out;
        return current == null ? 0 : current.count();
    }
}
