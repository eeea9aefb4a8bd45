package dev.ptex.transport.http;

import dev.ptex.transport.TransportException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a body, and has not been read: handed from Vert.x' event loop to the thread that reads.
 *
 * <p>Up to 1 MiB flows ahead of the reader, and then the server has to stop; what that has sent by then, a block of
 * {@link ReceiveBuffers} or a window of HTTP/2 ({@link RestExchange}), is kept as well.
 */
final class Arrivals {
    /** The last item of a body that came to its end. */
    static final Object END = new Object();

    private static final long HIGH_WATER = 1 << 20;
    private static final long LOW_WATER = HIGH_WATER / 2;
    /** What a buffer takes beside its bytes: about ten objects of Netty's, Vert.x' and the queue's. */
    private static final int OVERHEAD = 512;
    /** What is read of a body that nobody wants, so that its connection can be used again. */
    private static final long WORTH_READING = 64 * 1024;

    private final Context context;
    private final Exchange exchange;
    private final HttpClientResponse response;
    private final OptionalLong declared;
    /** Buffers, then {@link #END} or the {@link Throwable} that ended the transfer. */
    private final BlockingQueue<Object> items = new LinkedBlockingQueue<>();

    private final AtomicLong ahead = new AtomicLong();
    /** How many bytes have come; of the event loop, as what is below. */
    private volatile long received;

    private @Nullable Inflow inflow;
    private boolean paused;
    private volatile boolean over;
    /** Nobody reads what comes. */
    private volatile boolean abandoned;

    /**
     * @param context the response's, on whose thread all of its events happen
     * @param declared the length that the head tells
     */
    Arrivals(Context context, Exchange exchange, HttpClientResponse response, OptionalLong declared) {
        this.context = context;
        this.exchange = exchange;
        this.response = response;
        this.declared = declared;
        response.end().onComplete(end -> end(end.cause()));
    }

    /** Takes the place of the REST client's stream, which has set itself up, and has not been given anything yet. */
    void begin(Inflow bytes) {
        if (!over) {
            inflow = bytes;
            response.handler(this::arrive);
            response.resume();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the event loop writes it.
    private void arrive(Buffer buffer) {
        received += buffer.length();
        if (abandoned) {
            ReceiveBuffers.release(buffer);
            if (!isWorthReading()) {
                exchange.abandon();
            }
            return;
        }
        if (ahead.addAndGet(weight(buffer)) > HIGH_WATER && inflow != null) {
            paused = true;
            inflow.pause();
        }
        items.add(ReceiveBuffers.compact(buffer));
    }

    private static long weight(Buffer buffer) {
        return (long) buffer.length() + OVERHEAD;
    }

    private void end(@Nullable Throwable failure) {
        over = true;
        // The connection may be used again, before this body is read.
        resume();
        if (failure == null) {
            exchange.completed();
            items.add(END);
            return;
        }
        exchange.broken(failure);
        // Behind what Vert.x still holds.
        context.runOnContext(turn -> items.add(failure));
    }

    private void resume() {
        if (paused && inflow != null) {
            paused = false;
            inflow.resume();
        }
    }

    /** How many bytes have come, be they read or not. */
    long received() {
        return received;
    }

    /** The next item; nothing if none comes in so many nanoseconds. */
    @Nullable
    Object poll(long nanos) throws InterruptedException {
        return items.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /** The next item if it has come, and is a buffer. */
    @Nullable
    Buffer following() {
        return items.peek() instanceof Buffer ? (Buffer) items.poll() : null;
    }

    /** Forgets a buffer that was read, and lets more come if the reader has caught up. */
    void release(Buffer read) {
        long weight = weight(read);
        ReceiveBuffers.release(read);
        long before = ahead.getAndAdd(-weight);
        if (before > LOW_WATER && before - weight <= LOW_WATER) {
            context.runOnContext(turn -> resume());
        }
    }

    /** Ends a read that waits. */
    void fail(TransportException failure) {
        items.add(failure);
    }

    /**
     * Nobody reads any more: where little is missing it is read all the same, for the sake of the connection.
     *
     * @return whether anything was to come, and somebody might have read it
     */
    boolean abandon() {
        if (over || abandoned) {
            return false;
        }
        abandoned = true;
        if (isWorthReading()) {
            context.runOnContext(turn -> resume());
        } else {
            exchange.abandon();
        }
        return true;
    }

    private boolean isWorthReading() {
        return declared.orElse(received) - received < WORTH_READING && received < WORTH_READING + declared.orElse(0);
    }
}
