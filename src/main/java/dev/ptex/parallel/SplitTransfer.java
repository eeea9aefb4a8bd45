package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file over several connections, and uses it in order.
 *
 * <p>Each connection has a thread that brings pieces into a store. The calling thread takes them out from the front, and
 * adds connections while that helps.
 */
public final class SplitTransfer {
    private static final int BUFFER = 128 * 1024;
    /** How many bytes are used before connections hear that there is room again. */
    private static final int TURN = 1 << 20;

    private final Split split;
    private final Opening opening;
    private final Store store;
    private final Growth growth;
    private final Witness witness;
    private final LongSupplier nanoTime;
    private final Division division;
    private final Sources sources;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger living = new AtomicInteger();
    /** Connections that have not brought anything yet. */
    private final AtomicInteger fresh = new AtomicInteger();

    private boolean judging;
    private volatile boolean enough;
    private volatile @Nullable SpoolException failure;

    /** Uses bytes in order. */
    @FunctionalInterface
    public interface InOrder {
        /** @throws IOException if they cannot be used, which ends the transfer */
        void take(byte[] bytes, int length) throws IOException;

        /** Is called all the time, also while nothing is next. */
        default void glance() {}
    }

    public SplitTransfer(
            Split split, Opening opening, Store store, Growth growth, Witness witness, LongSupplier nanoTime) {
        this.split = split;
        this.opening = opening;
        this.store = store;
        this.growth = growth;
        this.witness = witness;
        this.nanoTime = nanoTime;
        this.division = new Division(
                split.total(), split.taken(), split.window(), growth.connections(), split.there(), nanoTime);
        this.sources = new Sources(split.mirrors());
    }

    /**
     * Fetches what is missing.
     *
     * @return nothing if the file is complete; else why the mirror that had begun has not brought the rest. What
     *     arrived is in the store and in {@code there}.
     * @throws IOException as the consumer has thrown it
     */
    public Optional<TransportException> run(InOrder consumer) throws IOException {
        Mirror first = split.mirrors().get(0);
        try {
            adopt(first);
            if (follow(consumer)) {
                return Optional.empty();
            }
            return Optional.of(sources.failure(first)
                    .orElseGet(() -> TransportException.passing("it brought no more than a part")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("it was interrupted");
        } finally {
            division.end();
            threads.forEach(Thread::interrupt);
        }
    }

    private void adopt(Mirror first) throws InterruptedException {
        sources.begun(first, growth.rate());
        Piece piece = division.claim(Division.LEAST_PIECE, 0, 0).orElseThrow();
        Strand strand = new Strand(this, division, sources);
        start(() -> strand.adopt(first, split.response(), piece));
    }

    private void start(Runnable strand) {
        living.incrementAndGet();
        fresh.incrementAndGet();
        Thread thread = new Thread(
                () -> {
                    try {
                        strand.run();
                    } finally {
                        living.decrementAndGet();
                    }
                },
                "strand");
        thread.setDaemon(true);
        // What it has not brought is for the others; a stack trace is for nobody.
        thread.setUncaughtExceptionHandler((ended, reason) -> {});
        threads.add(thread);
        thread.start();
    }

    /** @return whether everything was used */
    private boolean follow(InOrder consumer) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long position = split.taken();
        while (position < split.total()) {
            boolean alive = living.get() > 0;
            long end = Math.min(division.await(position), position + TURN);
            SpoolException broken = failure;
            if (broken != null) {
                throw broken;
            }
            if (end == position && !alive) {
                return false;
            }
            while (position < end) {
                int read = store.read(position, buffer, (int) Math.min(BUFFER, end - position));
                consumer.take(buffer, read);
                position += read;
            }
            consumer.glance();
            grow();
        }
        return true;
    }

    private void grow() {
        if (enough) {
            growth.exhausted();
        }
        int further = further();
        for (int i = 0; i < further; i++) {
            start(new Strand(this, division, sources));
            judging = false;
        }
    }

    private int further() {
        if (threads.size() == 1) {
            // That it was worth splitting is why this runs.
            return 1;
        }
        if (fresh.get() > 0) {
            return 0;
        }
        if (!judging) {
            judging = true;
            growth.added();
        }
        return growth.further(living.get(), division.received(), division.missing());
    }

    /** For strands, as all below. */
    Opened open(Mirror mirror, Piece piece) throws TransportException {
        Part part = new Part(piece.from, OptionalLong.of(piece.end), split.version(), OptionalLong.of(split.total()));
        Opened response = opening.open(mirror, part);
        if (response.offset() != piece.from) {
            piece.arrivesBy(response);
            piece.close();
            throw new TransportException("it sends no parts of the file");
        }
        return response;
    }

    void store(long position, byte[] bytes, int length) throws SpoolException {
        // An interrupted thread that touches a channel closes it for all; none is interrupted while it has bytes.
        if (length > 0) {
            store.write(position, bytes, length);
        }
    }

    void advanced(long bytes) {
        witness.advanced(bytes);
    }

    void brought(Mirror mirror, long bytes, long nanos) {
        witness.brought(mirror, bytes, nanos);
    }

    /** A connection has brought its first byte, or ended without one. */
    void settled() {
        fresh.decrementAndGet();
    }

    /** A mirror bears no further connections. */
    void enough() {
        enough = true;
    }

    void failed(SpoolException e) {
        failure = e;
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
