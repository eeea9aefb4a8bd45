package dev.ptex.check;

import dev.ptex.check.Verdict.Seen;
import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Asks one URL once, and remembers what has come of it, also where that is a failure. */
final class Probe {
    /** How servers refuse HEAD; signed URLs of clouds are for GET alone. */
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 405, 501);

    private static final int BUFFER = 64 * 1024;

    private final Transports transports;
    private final Mirror mirror;
    private final Optional<Expectation> expectation;
    private Trail trail;
    private OptionalLong size = OptionalLong.empty();
    private Optional<String> sha256 = Optional.empty();
    private Optional<Boolean> ranges = Optional.empty();

    Probe(Transports transports, Mirror mirror, Optional<Expectation> expectation) {
        this.transports = transports;
        this.mirror = mirror;
        this.expectation = expectation;
        this.trail = new Trail(mirror.url());
    }

    /** Learns what the other side says of the file. */
    void ask() throws TransportException {
        if (mirror.url().isHttp()) {
            askForHead();
        }
        if (size.isEmpty()) {
            askForAByte();
        }
    }

    private void askForHead() throws TransportException {
        try (TransportResponse response = open(Optional.empty(), true)) {
            note(response);
        } catch (TransportException e) {
            OptionalInt status = trail.status();
            if (status.isEmpty() || !REFUSALS.contains(status.getAsInt())) {
                throw e;
            }
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    private void askForAByte() throws TransportException {
        try (TransportResponse response = open(Optional.of(Range.of(0, 1)), false)) {
            note(response);
        } catch (TransportException e) {
            if (e.kind() != TransportException.Kind.NO_SUCH_RANGE) {
                throw e;
            }
            // An empty file has no first byte.
            size = OptionalLong.of(0);
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    private void note(TransportResponse response) {
        size = response.total();
        ranges = Optional.of(!(response instanceof TransportResponse.Whole whole) || whole.rangesServed());
    }

    /** Reads the file, but one byte more than there should be at most. */
    void fetch(String name, ProgressListener progress) throws TransportException {
        long bound =
                expectation.map(Expectation::size).orElse(OptionalLong.empty()).orElse(Long.MAX_VALUE - 1);
        try (TransportResponse response = open(Optional.empty(), false)) {
            note(response);
            if (size.orElse(0) <= bound) {
                progress.started(name, size);
                read(response.body(), bound, progress);
            }
        } catch (IOException e) {
            throw TransportException.of(e);
        } finally {
            progress.finished();
        }
    }

    private void read(InputStream body, long bound, ProgressListener progress) throws IOException {
        Sha256 digest = new Sha256();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int read = body.read(buffer); read >= 0 && length <= bound; read = body.read(buffer)) {
            digest.update(buffer, 0, read);
            length += read;
            progress.advanced(read);
        }
        size = OptionalLong.of(length);
        sha256 = length > bound ? Optional.empty() : Optional.of(digest.hex());
    }

    private TransportResponse open(Optional<Range> range, boolean headOnly) throws TransportException {
        trail = new Trail(mirror.url());
        return transports.open(new TransportRequest(
                mirror.url(),
                new UserHeaders(List.of(), mirror.original().origin()),
                expectation.filter(Expectation::hasSha256).isPresent(),
                range,
                Condition.NONE,
                0,
                trail,
                headOnly));
    }

    /** Why what the other side says, or has sent, is another file. */
    Optional<String> mismatch() {
        OptionalLong wanted = expectation.map(Expectation::size).orElse(OptionalLong.empty());
        if (wanted.isPresent() && size.isPresent() && wanted.getAsLong() != size.getAsLong()) {
            return Optional.of(size.getAsLong() + " bytes, the manifest says " + wanted.getAsLong());
        }
        return sha256.filter(hash -> expectation.isPresent()
                        && expectation.get().judge(new Fingerprint(size.orElse(0), hash)) == Expectation.Verdict.WRONG)
                .map(hash -> "sha256 is " + hash + ", the manifest says "
                        + expectation.get().hash().orElse("nothing"));
    }

    Optional<Boolean> ranges() {
        return ranges;
    }

    /** When the first of the certificates on the way expires. */
    Optional<Instant> certified() {
        return trail.certified();
    }

    Seen seen() {
        return new Seen(trail.status(), size, sha256, ranges, trail.end());
    }
}
