package dev.ptex.download;

import dev.ptex.plan.Planner;
import dev.ptex.plan.Reply;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.spool.SpoolException;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what one connection is told to: asks, and moves a body's bytes into the release. It tells a {@link
 * Download} when that ends, is asked by it how far it has come, and decides nothing.
 */
final class Transfer {
    private static final int BUFFER = 64 * 1024;

    private final int number;
    private final Opener opener;
    private final Release release;
    private final Consumer<Download.Event> listener;
    private final ExecutorService thread;
    private volatile @Nullable TransportResponse response;
    /** For how long it was busy with what had come, and did not wait. */
    volatile long worked;

    /** How often it was told what to do, and whether it is doing that still; of the thread that leads the download. */
    private int ticket;

    private boolean busy;
    /** The next byte to take, as far as was told. */
    private long known;
    /** What was read of the body, and not used yet; where in the file that is. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private long bodyAt;

    /** What is in the release, what is or is just being put there, and where to stop; guarded by this. */
    private long position;

    private long claimed;
    private long end;
    private CompletableFuture<Boolean> stopped = CompletableFuture.completedFuture(true);
    /** How much was read that lies before the segment, and was not told of. */
    private long skipped;
    /** Whether it need not say that it has come further: it had when it was asked last, and will be asked again soon. */
    private boolean watched;

    /** Opens what is asked for. */
    @FunctionalInterface
    interface Opener {
        TransportResponse open(int connection, Request request) throws TransportException;
    }

    private interface Order {
        void run(int ticket) throws IOException;
    }

    /** @param listener is given what happens, by the transfer's thread */
    Transfer(int number, Opener opener, Release release, Consumer<Download.Event> listener) {
        this.number = number;
        this.opener = opener;
        this.release = release;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(run -> {
            Thread made = new Thread(run, "transfer-" + number);
            made.setDaemon(true);
            return made;
        });
    }

    private void begin(Order order) {
        busy = true;
        int begun = ++ticket;
        thread.execute(() -> {
            try {
                order.run(begun);
            } catch (IOException | RuntimeException | Error e) {
                // Nobody waits for what one that is retired meets.
                if (!isRetired()) {
                    listener.accept((planner, now) -> {
                        throw e;
                    });
                }
            }
            if (isRetired()) {
                drop();
            }
        });
    }

    /** Asks, and drops what is left of the body before. */
    void ask(Request request) {
        begin(asked -> {
            drop();
            try {
                TransportResponse opened = opener.open(number, request);
                response = opened;
                Reply reply = reply(request, opened);
                bodyAt = reply.segment().from();
                buffer.limit(0);
                tell(asked, (planner, now) -> planner.opened(number, reply, now));
            } catch (TransportException e) {
                tell(asked, (planner, now) -> planner.failed(number, e, now));
            }
        });
    }

    /** Tells of what ends an order, if that is still of interest then. */
    private void tell(int order, Download.Event event) {
        listener.accept((planner, now) -> {
            if (order == ticket) {
                tellProgress(planner, now);
            }
            if (order == ticket && busy) {
                busy = false;
                event.tell(planner, now);
            }
        });
    }

    /** Tells how far it has come, if that is further than was told. */
    void tellProgress(Planner planner, long now) {
        long passed;
        long moved;
        synchronized (this) {
            passed = skipped;
            moved = position - known;
            skipped = 0;
            known = position;
            watched = passed + moved > 0;
        }
        if (passed + moved > 0) {
            planner.arrived(number, passed, moved, now);
        }
    }

    private static Reply reply(Request request, TransportResponse opened) {
        if (opened instanceof TransportResponse.Part part) {
            Segment segment = new Segment(
                    part.range().from(),
                    part.range().to().orElse(request.segment().to()));
            return Reply.part(segment, part.total(), part.validator());
        }
        TransportResponse.Whole whole = (TransportResponse.Whole) opened;
        return Reply.whole(whole.total(), whole.validator(), whole.rangesServed());
    }

    /** Moves a segment of the body into the release. */
    void take(Segment segment) {
        synchronized (this) {
            position = segment.from();
            claimed = position;
            known = position;
            end = segment.to();
            skipped = 0;
            stopped = new CompletableFuture<>();
        }
        begin(taken -> {
            Download.Event ended;
            try {
                ended = move();
            } finally {
                // First: whoever is told may have it go on at once.
                stop();
            }
            tell(taken, ended);
        });
    }

    /** Has it stop elsewhere, if it has not stopped yet. */
    synchronized long bound(long newEnd) {
        end = stopped.isDone() ? end : Math.max(claimed, newEnd);
        return end;
    }

    /**
     * Ends what it is doing, be it stuck or not, when it is between two bytes.
     *
     * @return how many bytes it has moved that were not told of
     */
    long leave() {
        if (busy && stopped.isDone()) {
            // It may wait for an answer for long.
            retire();
        }
        busy = false;
        bound(0);
        drop();
        stopped.join();
        synchronized (this) {
            long untold = position - known;
            known = position;
            skipped = 0;
            return untold;
        }
    }

    /** Whether it is to be asked soon how far it has come; else it tells when it has come further. */
    synchronized boolean isWatched() {
        return watched;
    }

    /** Whether it will tell of something. */
    boolean isBusy() {
        return busy;
    }

    boolean isRetired() {
        return thread.isShutdown();
    }

    /** Ends it. It moves no bytes. */
    void retire() {
        thread.shutdownNow();
        drop();
    }

    /** @return how it ended */
    private Download.Event move() throws IOException {
        while (isWanted()) {
            try {
                if (!buffer.hasRemaining() && !read()) {
                    return (planner, now) -> planner.exhausted(number, now);
                }
            } catch (IOException e) {
                TransportException failure = TransportException.of(e);
                return (planner, now) -> planner.failed(number, failure, now);
            }
            try {
                long began = System.nanoTime();
                use();
                worked = worked + System.nanoTime() - began;
            } catch (SpoolException e) {
                if (release.needsStore()) {
                    throw e;
                }
                return (planner, now) -> planner.single(number, TransportException.of(e), now);
            }
        }
        return (planner, now) -> planner.reached(number, now);
    }

    private synchronized boolean isWanted() {
        if (position >= end) {
            stop();
        }
        return !stopped.isDone();
    }

    private synchronized void stop() {
        end = position;
        stopped.complete(true);
    }

    private boolean read() throws IOException {
        TransportResponse open = response;
        if (open == null) {
            throw TransportException.passing("it was left");
        }
        buffer.limit(0);
        int read = open.body().read(buffer.array(), 0, BUFFER);
        buffer.position(0).limit(Math.max(0, read));
        return read >= 0;
    }

    /** Uses what was read, but for what lies before or behind the segment. */
    private void use() throws IOException {
        int length;
        long from;
        synchronized (this) {
            int before = (int) Math.min(buffer.remaining(), Math.max(0, position - bodyAt));
            pass(before);
            skipped += before;
            length = (int) Math.max(0, Math.min(buffer.remaining(), end - position));
            from = position;
            claimed = position + length;
        }
        if (length > 0) {
            release.put(from, buffer.array(), buffer.position(), length);
            pass(length);
        }
        boolean unseen;
        synchronized (this) {
            position = claimed;
            unseen = !watched;
            watched = true;
        }
        if (unseen) {
            listener.accept(this::tellProgress);
        }
    }

    private void pass(int bytes) {
        buffer.position(buffer.position() + bytes);
        bodyAt += bytes;
    }

    private void drop() {
        TransportResponse open = response;
        response = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nobody wants what it would bring.
            }
        }
    }
}
