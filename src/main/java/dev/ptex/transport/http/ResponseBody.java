package dev.ptex.transport.http;

import dev.ptex.text.Seconds;
import dev.ptex.transport.Awaited;
import dev.ptex.transport.TransportException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, handed from Vert.x' event loop to the thread that reads.
 *
 * <p>The REST client's own stream asks for one chunk at a time and always waits 100 s. This one lets up to 1 MiB flow
 * ahead of the reader, and then has the server stop; what that has sent by then, a block of {@link ReceiveBuffers} or a
 * window of HTTP/2 ({@link RestExchange}), is kept as well. It counts only the time in which the reader waits: a slow
 * consumer of stdout is no reason to give a connection up.
 */
final class ResponseBody extends InputStream implements Awaited {
    private static final long HIGH_WATER = 1 << 20;
    private static final long LOW_WATER = HIGH_WATER / 2;
    /** What a buffer takes beside its bytes: about ten objects of Netty's, Vert.x' and the queue's. */
    private static final int OVERHEAD = 512;
    /** What is read of a body that nobody wants, so that its connection can be used again. */
    private static final long WORTH_READING = 64 * 1024;
    /** How long to wait for the end of a body of which every byte is there. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(1);

    private static final Object END = new Object();

    private final Context context;
    private final Exchange exchange;
    private final HttpClientResponse response;
    private final OptionalLong declared;
    private final Duration patience;
    /** Buffers, then {@link #END} or the {@link Throwable} that ended the transfer. */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final AtomicLong ahead = new AtomicLong();
    /** How many bytes have come; of the event loop, as what is below. */
    private volatile long received;

    private @Nullable Inflow inflow;
    private boolean paused;
    private volatile boolean over;
    /** Nobody reads what comes. */
    private volatile boolean abandoned;
    /** How many bytes are given out at most. */
    private OptionalLong bound;
    /** What has been waited for, and not been read yet. */
    private @Nullable Object held;
    /** For how many nanoseconds nothing has come. */
    private long waited;

    private @Nullable Buffer current;
    private int position;
    private long count;
    private boolean ended;

    /**
     * @param context the response's, on whose thread all of its events happen
     * @param declared the length that the head tells
     * @param patience how long to wait for the next bytes
     */
    ResponseBody(
            Context context, Exchange exchange, HttpClientResponse response, OptionalLong declared, Duration patience) {
        this.context = context;
        this.exchange = exchange;
        this.response = response;
        this.declared = declared;
        this.bound = declared;
        this.patience = patience;
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

    /** Ends it after so many bytes, whatever more comes. */
    ResponseBody bounded(long bytes) {
        bound = OptionalLong.of(bytes);
        return this;
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
        arrived.add(ReceiveBuffers.compact(buffer));
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
            arrived.add(END);
            return;
        }
        exchange.failed(failure);
        // Behind what Vert.x still holds.
        context.runOnContext(turn -> arrived.add(failure));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        long left = bound.orElse(Long.MAX_VALUE) - count;
        if (left == 0) {
            awaitEnd();
            return -1;
        }
        Buffer buffer = current;
        while (buffer == null || position == buffer.length()) {
            buffer = next();
            if (buffer == null) {
                return -1;
            }
        }
        int read = (int) Math.min(left, Math.min(size, buffer.length() - position));
        buffer.getBytes(position, position + read, bytes, offset);
        position += read;
        count += read;
        return read;
    }

    @Override
    public boolean isReady(long nanos) throws IOException {
        Buffer buffer = current;
        boolean read = buffer == null || position == buffer.length();
        if (held == null && !ended && read && bound.orElse(Long.MAX_VALUE) > count) {
            release();
            held = poll(nanos);
            return held != null;
        }
        return true;
    }

    private @Nullable Buffer next() throws IOException {
        if (ended) {
            return null;
        }
        release();
        Object item = await();
        if (item instanceof Buffer buffer) {
            current = buffer;
            position = 0;
            return buffer;
        }
        ended = true;
        if (item instanceof TransportException closed) {
            throw closed;
        }
        if (item instanceof Throwable failure) {
            throw exchange.failure(failure, "after " + progress());
        }
        if (bound.isPresent() && bound.getAsLong() != count) {
            throw TransportException.passing("the connection was closed after " + progress());
        }
        return null;
    }

    /** Has the connection be free when this returns, if it will be. */
    private void awaitEnd() {
        try {
            long deadline = System.nanoTime() + END_PATIENCE.toNanos();
            while (!ended && bound.equals(declared)) {
                Object item = held != null ? held : arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                held = null;
                ended = !(item instanceof Buffer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets the buffer that was read, and lets more come if the reader has caught up. */
    private void release() {
        Buffer read = current;
        if (read != null) {
            long weight = weight(read);
            ReceiveBuffers.release(read);
            current = null;
            long before = ahead.getAndAdd(-weight);
            if (before > LOW_WATER && before - weight <= LOW_WATER) {
                context.runOnContext(turn -> resume());
            }
        }
    }

    private void resume() {
        if (paused && inflow != null) {
            paused = false;
            inflow.resume();
        }
    }

    private Object await() throws IOException {
        Object item = held;
        while (item == null) {
            item = poll(patience.toNanos());
        }
        held = null;
        return item;
    }

    /** Waits so long, or until patience is at its end. */
    private @Nullable Object poll(long nanos) throws IOException {
        try {
            long left = patience.toNanos() - waited;
            Object item = arrived.poll(Math.min(nanos, left), TimeUnit.NANOSECONDS);
            waited = item == null ? waited + Math.min(nanos, left) : 0;
            if (waited >= patience.toNanos()) {
                ended = true;
                exchange.abandon();
                throw TransportException.passing("nothing came for " + Seconds.of(patience) + " after " + progress());
            }
            return item;
        } catch (InterruptedException e) {
            ended = true;
            exchange.abandon();
            Thread.currentThread().interrupt();
            throw new TransportException("it was interrupted after " + progress());
        }
    }

    private String progress() {
        return bound.isPresent() ? count + " of " + bound.getAsLong() + " bytes" : count + " bytes, before its end";
    }

    private boolean isWorthReading() {
        return declared.orElse(received) - received < WORTH_READING && received < WORTH_READING + declared.orElse(0);
    }

    /** Reads on where little is missing, and waits a moment for the end, so that the connection is free. */
    void drain() {
        abandon();
        awaitEnd();
    }

    /** Ends it for all: little that is missing is read on the event loop, for the sake of the connection. */
    @Override
    public void close() {
        if (abandon()) {
            arrived.add(new TransportException("it was closed after " + received + " bytes"));
        }
    }

    private boolean abandon() {
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
}
