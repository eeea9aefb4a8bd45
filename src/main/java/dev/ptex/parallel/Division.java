package dev.ptex.parallel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Says which connection fetches which part of a file.
 *
 * <p>Parts are given out from the front, so that what has arrived can be used in order: large ones first and smaller
 * ones towards the end, so that all connections end at about the same time. When nothing is left to give out, a
 * connection takes over from the one that would be busy longest.
 *
 * <p>Safe for several threads.
 */
final class Division {
    /** Less than this is not worth a request. */
    static final long LEAST_PIECE = 1 << 20;

    /** So long a connection may take to its first byte before another one takes over. */
    private static final long GRACE = 1_000_000_000L;

    private static final long GLANCE_MILLIS = 25;

    private final long total;
    private final long window;
    private final int connections;
    private final Extents there;
    private final LongSupplier nanoTime;
    private final List<Piece> fetched = new ArrayList<>();
    private long taken;
    private long received;
    private boolean over;

    /**
     * @param total the file's length in bytes
     * @param taken how many bytes of the beginning are used already
     * @param window how far ahead of what is used bytes may come
     * @param there what has arrived; kept up to date
     */
    Division(long total, long taken, long window, int connections, Extents there, LongSupplier nanoTime) {
        this.total = total;
        this.taken = taken;
        this.window = window;
        this.connections = connections;
        this.there = there;
        this.nanoTime = nanoTime;
    }

    /**
     * The next piece to fetch; waits while there is none, but may be again.
     *
     * @param least how many bytes are worth a request of this connection
     * @param rate how many bytes in a nanosecond it brings; 0 if that is not known
     * @param setup how many nanoseconds it takes to its first byte
     * @return nothing if everything has arrived, or nobody wants more
     */
    synchronized Optional<Piece> claim(long least, double rate, long setup) throws InterruptedException {
        while (!over && there.endOf(0) < total) {
            Optional<Piece> piece = gap(least).or(() -> takeover(rate, setup));
            if (piece.isPresent()) {
                fetched.add(piece.get());
                return piece;
            }
            wait(GLANCE_MILLIS);
        }
        return Optional.empty();
    }

    /**
     * Lets a piece go on into what nobody has claimed behind it, or has claimed and not begun to bring: its connection
     * is there, and the other one may be refused.
     *
     * @return whether there was something
     */
    synchronized boolean extend(Piece piece, long least) {
        if (over) {
            return false;
        }
        Optional<Piece> behind = fetched.stream()
                .filter(other -> other.from == piece.end && other.reserved == other.from && other.end > other.from)
                .findFirst();
        if (behind.isPresent()) {
            piece.end = behind.get().end;
            behind.get().end = behind.get().from;
            behind.get().close();
            return true;
        }
        Optional<Piece> free = nextFree() != piece.end ? Optional.empty() : gap(least);
        free.ifPresent(next -> piece.end = next.end);
        return free.isPresent();
    }

    /** Room for bytes that were read for a piece; 0 if the piece has ended. */
    synchronized int reserve(Piece piece, int length) {
        int granted = over ? 0 : (int) Math.min(length, piece.end - piece.reserved);
        piece.reserved += granted;
        return granted;
    }

    /** What was reserved is in the store; returns whether the piece goes on. */
    synchronized boolean arrived(Piece piece, int length) {
        there.add(piece.arrived, piece.arrived + length);
        piece.add(length, nanoTime.getAsLong());
        received += length;
        notifyAll();
        return !over && piece.reserved < piece.end;
    }

    /** Whether nobody has taken the piece's rest over. */
    synchronized boolean isWanted(Piece piece) {
        return !over && piece.reserved < piece.end;
    }

    /** Nobody fetches this piece any more; what it lacks is for others. */
    synchronized void release(Piece piece) {
        fetched.remove(piece);
        notifyAll();
    }

    /**
     * Waits for bytes that are next in order, but not long.
     *
     * @return where they end
     */
    @SuppressWarnings("WaitNotInLoop") // Awake too soon, the caller finds nothing new and asks again.
    synchronized long await(long position) throws InterruptedException {
        taken = position;
        notifyAll();
        if (there.endOf(position) == position && !over) {
            wait(GLANCE_MILLIS);
        }
        return there.endOf(position);
    }

    /** Ends everything that is under way, and returns when nobody writes any more. */
    void end() {
        List<Piece> open;
        synchronized (this) {
            over = true;
            open = List.copyOf(fetched);
            notifyAll();
        }
        open.forEach(Piece::close);
        awaitWriters();
    }

    private synchronized void awaitWriters() {
        boolean interrupted = false;
        while (fetched.stream().anyMatch(piece -> piece.reserved != piece.arrived)) {
            try {
                wait(GLANCE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many bytes have come since this began. */
    synchronized long received() {
        return received;
    }

    /** How many bytes are still to come. */
    synchronized long missing() {
        return total - there.count();
    }

    synchronized List<Extent> arrived() {
        return there.list();
    }

    private Optional<Piece> gap(long least) {
        long from = nextFree();
        long limit = window > total ? total : Math.min(total, taken + window);
        if (from >= limit) {
            return Optional.empty();
        }
        long end = Math.min(obstacle(from), limit);
        long share = Math.min(Math.max(free() / (2L * connections), least), window / (2L * connections));
        boolean littleBehind = end - from - share < LEAST_PIECE / 2;
        return Optional.of(new Piece(from, littleBehind ? end : from + share, nanoTime.getAsLong()));
    }

    private long nextFree() {
        long from = there.endOf(0);
        for (long start = -1; start != from; ) {
            start = from;
            from = there.endOf(from);
            for (Piece piece : fetched) {
                if (piece.arrived <= from && from < piece.end) {
                    from = piece.end;
                }
            }
        }
        return from;
    }

    private long obstacle(long from) {
        OptionalLong nextThere = there.nextAfter(from);
        return fetched.stream()
                .mapToLong(piece -> piece.arrived)
                .filter(start -> start > from)
                .reduce(nextThere.orElse(total), Math::min);
    }

    /** How many bytes nobody has and nobody fetches. */
    private long free() {
        return total
                - there.count()
                - fetched.stream().mapToLong(piece -> piece.end - piece.arrived).sum();
    }

    private Optional<Piece> takeover(double rate, long setup) {
        long now = nanoTime.getAsLong();
        return fetched.stream()
                .filter(piece -> piece.end > piece.reserved)
                .filter(piece -> piece.isKnown(now) || now - piece.since > GRACE)
                .max(Comparator.comparingDouble(piece -> piece.timeLeft(now)))
                .flatMap(slowest -> takeover(slowest, rate > 0 ? rate : slowest.rate(now), setup, now));
    }

    private Optional<Piece> takeover(Piece slowest, double rate, long setup, long now) {
        OptionalLong from = new Takeover(slowest, rate, setup).from(now);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        Piece rest = new Piece(from.getAsLong(), slowest.end, now);
        slowest.end = rest.from;
        if (slowest.end == slowest.reserved) {
            slowest.close();
        }
        return Optional.of(rest);
    }
}
