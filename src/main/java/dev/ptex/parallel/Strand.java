package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection at a time: fetches piece after piece into the store until there is nothing left to fetch. */
final class Strand implements Runnable {
    private static final int BUFFER = 64 * 1024;
    /** A piece should take this many times as long as its request. */
    private static final int WORTH_A_REQUEST = 8;

    private static final long MOST_WORTH_A_REQUEST = 64 << 20;
    /** What brings so much before it breaks is good for another request. */
    private static final long GAIN = 1 << 20;

    private final SplitTransfer transfer;
    private final Division division;
    private final Sources sources;
    private final byte[] buffer = new byte[BUFFER];
    /** Bytes in a nanosecond, of the last piece. */
    private double rate;

    private long setup;
    private boolean settled;

    Strand(SplitTransfer transfer, Division division, Sources sources) {
        this.transfer = transfer;
        this.division = division;
        this.sources = sources;
    }

    @Override
    public void run() {
        try {
            boolean on = true;
            while (on) {
                on = fetchNext();
            }
        } catch (InterruptedException e) {
            // The transfer is over.
        } catch (SpoolException e) {
            transfer.failed(e);
        } finally {
            settle();
        }
    }

    private void settle() {
        if (!settled) {
            settled = true;
            transfer.settled();
        }
    }

    /** Goes on with a response that a single connection has begun, and that has brought bytes before. */
    void adopt(Mirror mirror, Opened response, Piece piece) {
        settle();
        try {
            boolean on = fetch(mirror, piece, response);
            if (on) {
                run();
            }
        } catch (SpoolException e) {
            transfer.failed(e);
        }
    }

    private boolean fetchNext() throws InterruptedException, SpoolException {
        Optional<Piece> piece = division.claim(least(), rate, setup);
        if (piece.isEmpty()) {
            return false;
        }
        Optional<Mirror> mirror = sources.pick();
        if (mirror.isEmpty()) {
            division.release(piece.get());
            return false;
        }
        return fetch(mirror.get(), piece.get(), null);
    }

    private long least() {
        double bytes = rate * setup * WORTH_A_REQUEST;
        return (long) Math.min(MOST_WORTH_A_REQUEST, Math.max(Division.LEAST_PIECE, bytes));
    }

    /** @return whether to go on with another piece */
    private boolean fetch(Mirror mirror, Piece piece, @Nullable Opened begun) throws SpoolException {
        boolean got = false;
        try (Opened response = begun == null ? transfer.open(mirror, piece) : begun) {
            piece.arrivesBy(response);
            pump(response.body(), piece, begun != null);
            got = true;
        } catch (SpoolException e) {
            throw e;
        } catch (IOException e) {
            // What others have taken over, they have also closed.
            got = !division.isWanted(piece);
            if (!got) {
                return failed(mirror, piece, e);
            }
        } finally {
            rate = piece.rate(transfer.now());
            division.release(piece);
            if (got) {
                sources.used(mirror, rate);
                transfer.brought(mirror, piece.arrived - piece.from, transfer.now() - piece.since);
            }
        }
        return true;
    }

    private boolean failed(Mirror mirror, Piece piece, IOException e) {
        if (piece.arrived - piece.from >= GAIN) {
            sources.used(mirror, piece.rate(transfer.now()));
            return true;
        }
        boolean tooMany = sources.failed(mirror, TransportException.of(e));
        if (tooMany) {
            transfer.enough();
        }
        return !tooMany;
    }

    private void pump(InputStream body, Piece piece, boolean toTheEnd) throws IOException {
        boolean first = true;
        boolean goesOn = true;
        while (goesOn) {
            int read = body.read(buffer, 0, BUFFER);
            if (read < 0) {
                throw TransportException.passing("it ended too early");
            }
            if (first) {
                setup = transfer.now() - piece.since;
                first = false;
                settle();
            }
            int granted = division.reserve(piece, read);
            if (granted < read && toTheEnd && division.extend(piece, least())) {
                granted += division.reserve(piece, read - granted);
            }
            transfer.store(piece.reserved - granted, buffer, granted);
            goesOn = division.arrived(piece, granted);
            transfer.advanced(granted);
            if (!goesOn && toTheEnd) {
                // Or else bytes behind its end have been dropped.
                goesOn = granted == read && division.extend(piece, least());
            }
        }
    }
}
