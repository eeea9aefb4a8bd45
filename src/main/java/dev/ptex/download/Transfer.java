package dev.ptex.download;

import dev.ptex.plan.Planner;
import dev.ptex.plan.Reply;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.spool.SpoolException;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what one connection is told to: asks, and moves a body's bytes into the release. It tells a {@link
 * Download} when that ends, is asked by it how far it has come, and decides nothing.
 */
final class Transfer implements Runnable {
    private static final int BUFFER = 64 * 1024;

    private final int number;
    private final Opener opener;
    private final Release release;
    private final Consumer<Download.Event> listener;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final byte[] buffer = new byte[BUFFER];
    private final Thread thread;
    private volatile boolean retired;
    private volatile @Nullable TransportResponse response;
    /** How often it was told what to do, and whether it is doing that still; of the thread that leads the download. */
    private int ticket;

    private boolean busy;
    /** The next byte to take, as far as was told. */
    private long known;
    /** What was read of the body, and how much of that was not used yet. */
    private int ready;

    private int used;
    private long bodyAt;

    /** What is in the release, what is or is just being put there, and where to stop; guarded by this. */
    private long position;

    private long claimed;
    private long end;
    private boolean moving;
    /** How much was read that lies before the segment, and was not told of. */
    private long skipped;

    private volatile long worked;

    /** Opens what is asked for. */
    @FunctionalInterface
    interface Opener {
        TransportResponse open(int connection, Request request) throws TransportException;
    }

    private interface Order {
        void run() throws IOException;
    }

    /** @param listener is given what happens, by the transfer's thread */
    Transfer(int number, Opener opener, Release release, Consumer<Download.Event> listener) {
        this.number = number;
        this.opener = opener;
        this.release = release;
        this.listener = listener;
        this.thread = new Thread(this, "transfer-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!retired) {
                orders.take().run();
            }
        } catch (InterruptedException e) {
            // It is retired.
        } catch (IOException | RuntimeException | Error e) {
            // Nobody waits for what one that is retired meets.
            if (!retired) {
                listener.accept((planner, now) -> {
                    throw e;
                });
            }
        } finally {
            drop();
        }
    }

    /** Asks, and drops what is left of the body before. */
    void ask(Request request) {
        int asked = begin();
        orders.add(() -> {
            drop();
            try {
                TransportResponse opened = opener.open(number, request);
                response = opened;
                if (retired) {
                    drop();
                    return;
                }
                Reply reply = reply(request, opened);
                bodyAt = reply.segment().from();
                ready = 0;
                used = 0;
                tell(asked, (planner, now) -> planner.opened(number, reply, now));
            } catch (TransportException e) {
                tell(asked, (planner, now) -> planner.failed(number, e, now));
            }
        });
    }

    private int begin() {
        busy = true;
        return ++ticket;
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
        }
        if (passed > 0) {
            planner.skipped(number, passed, now);
        }
        if (moved > 0) {
            planner.arrived(number, moved, now);
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
            end = segment.to();
            known = position;
            skipped = 0;
            moving = true;
        }
        int taken = begin();
        orders.add(() -> move(taken));
    }

    /** Has it stop elsewhere, if it has not stopped yet. */
    synchronized long bound(long newEnd) {
        end = moving ? Math.max(claimed, newEnd) : end;
        return end;
    }

    /**
     * Ends what it is doing, be it stuck or not, when it is between two bytes.
     *
     * @return how many bytes it has moved that were not told of
     */
    long leave() {
        if (busy && !isMoving()) {
            // It may wait for an answer for long.
            retire();
        }
        busy = false;
        bound(0);
        drop();
        long untold = awaitStop() - known;
        known += untold;
        return untold;
    }

    /** Whether it may have come further by the next time it is asked. */
    synchronized boolean isMoving() {
        return moving;
    }

    private synchronized long awaitStop() {
        boolean interrupted = false;
        while (moving) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return position;
    }

    /** Whether it will tell of something. */
    boolean isBusy() {
        return busy;
    }

    boolean isRetired() {
        return retired;
    }

    /** Ends it. It moves no bytes. */
    void retire() {
        retired = true;
        thread.interrupt();
        drop();
    }

    private void move(int taken) throws IOException {
        Download.Event ended;
        try {
            ended = pump();
        } finally {
            // First: whoever is told may have it go on at once.
            halt();
        }
        tell(taken, ended);
    }

    /** @return how it ended */
    private Download.Event pump() throws IOException {
        while (isWanted()) {
            try {
                if (used == ready && !read()) {
                    return (planner, now) -> planner.exhausted(number, now);
                }
            } catch (IOException e) {
                TransportException failure = TransportException.of(e);
                return (planner, now) -> planner.failed(number, failure, now);
            }
            try {
                work();
            } catch (SpoolException e) {
                if (release.needsStore()) {
                    throw e;
                }
                return (planner, now) -> {
                    planner.single(now);
                    planner.failed(number, TransportException.of(e), now);
                };
            }
        }
        closeIfRead();
        return (planner, now) -> planner.reached(number, now);
    }

    private void work() throws IOException {
        long began = System.nanoTime();
        use();
        worked = worked + System.nanoTime() - began;
    }

    private synchronized boolean isWanted() {
        if (position >= end) {
            halt();
        }
        return moving;
    }

    private synchronized void halt() {
        end = position;
        moving = false;
        notifyAll();
    }

    private boolean read() throws IOException {
        ready = 0;
        used = 0;
        int read = body().read(buffer, 0, BUFFER);
        ready = Math.max(0, read);
        return read >= 0;
    }

    private InputStream body() throws TransportException {
        TransportResponse open = response;
        if (open == null) {
            throw TransportException.passing("it was left");
        }
        return open.body();
    }

    /** Uses what was read, but for what lies before or behind the segment. */
    private void use() throws IOException {
        int length;
        long from;
        synchronized (this) {
            int before = (int) Math.min(ready - used, Math.max(0, position - bodyAt));
            used += before;
            bodyAt += before;
            skipped += before;
            length = (int) Math.max(0, Math.min(ready - used, end - position));
            from = position;
            claimed = position + length;
        }
        if (length > 0) {
            release.put(from, buffer, used, length);
            synchronized (this) {
                position = claimed;
            }
            used += length;
            bodyAt += length;
        }
    }

    /** Closes a body that has been read to its end, so that its connection is free. */
    private void closeIfRead() {
        if (response instanceof TransportResponse.Part part
                && used == ready
                && part.range().to().equals(OptionalLong.of(bodyAt))) {
            drop();
        }
    }

    /** For how long it was busy with what had come, and did not wait. */
    long worked() {
        return worked;
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
