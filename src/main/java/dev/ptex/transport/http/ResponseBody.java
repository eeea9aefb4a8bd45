package dev.ptex.transport.http;

import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a thread reads it. It counts only the time in which that waits: a slow consumer of stdout is no
 * reason to give a connection up.
 */
final class ResponseBody extends InputStream {
    /** How long to wait for the end of a body of which every byte is there. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(1);

    private final Arrivals arrivals;
    private final Exchange exchange;
    private final OptionalLong declared;
    private final Duration patience;
    /** How many bytes are given out at most. */
    private OptionalLong bound;

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
        this.arrivals = new Arrivals(context, exchange, response, declared);
        this.exchange = exchange;
        this.declared = declared;
        this.bound = declared;
        this.patience = patience;
    }

    /** Lets the bytes come; on the event loop, behind the head and before the first of them. */
    void begin(Inflow bytes) {
        arrivals.begin(bytes);
    }

    Connection connection() {
        return exchange.connection();
    }

    /** Until when the certificate of who sends it is valid. */
    Optional<Instant> certifiedUntil() {
        return exchange.certifiedUntil();
    }

    /** Ends it after so many bytes, whatever more comes. */
    ResponseBody bounded(long bytes) {
        bound = OptionalLong.of(bytes);
        return this;
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
        int room = (int) Math.min(left, size);
        int read = take(buffer, bytes, offset, room);
        while (read < room && (buffer = following()) != null) {
            read += take(buffer, bytes, offset + read, room - read);
        }
        count += read;
        return read;
    }

    private int take(Buffer buffer, byte[] bytes, int offset, int room) {
        int taken = Math.min(room, buffer.length() - position);
        buffer.getBytes(position, position + taken, bytes, offset);
        position += taken;
        return taken;
    }

    /** What has come behind: HTTP/2 brings 8 or 16 KiB at a time, and whoever keeps them makes a call for each read. */
    private @Nullable Buffer following() {
        release();
        current = arrivals.following();
        position = 0;
        return current;
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

    private void release() {
        Buffer read = current;
        if (read != null) {
            current = null;
            arrivals.release(read);
        }
    }

    private Object await() throws IOException {
        try {
            Object item = arrivals.poll(patience.toNanos());
            if (item == null) {
                ended = true;
                exchange.giveUp();
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

    /** Has the connection be free when this returns, if it will be. */
    private void awaitEnd() {
        try {
            long deadline = System.nanoTime() + END_PATIENCE.toNanos();
            while (!ended && bound.equals(declared)) {
                Object item = arrivals.poll(deadline - System.nanoTime());
                ended = !(item instanceof Buffer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads on where little is missing, and waits a moment for the end, so that the connection is free. */
    void drain() {
        arrivals.abandon();
        awaitEnd();
    }

    /** Ends it for all: little that is missing is read on the event loop, for the sake of the connection. */
    @Override
    public void close() {
        if (arrivals.abandon()) {
            arrivals.fail(new TransportException("it was closed after " + arrivals.received() + " bytes"));
        }
    }
}
