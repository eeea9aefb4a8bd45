package dev.ptex.transport.http;

import dev.ptex.text.Seconds;
import dev.ptex.transport.Awaited;
import dev.ptex.transport.TransportException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.common.core.BlockingNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, handed from Vert.x' event loop to the thread that reads.
 *
 * <p>The REST client's own stream asks for one chunk at a time and always waits 100 s. This one lets up to 1 MiB flow
 * ahead of the reader, and counts only the time in which the reader waits: a slow consumer of stdout is no reason to
 * give a connection up.
 */
final class ResponseBody extends InputStream implements Awaited {
    private static final long HIGH_WATER = 1 << 20;
    private static final long LOW_WATER = HIGH_WATER / 2;
    private static final int FIRST_READ = 64 * 1024;
    private static final Object END = new Object();

    private final Context context;
    private final HttpClientResponse response;
    private OptionalLong length;
    private final Duration patience;
    /** Buffers, then {@link #END} or the {@link Throwable} that ended the transfer. */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final AtomicLong ahead = new AtomicLong();
    /** What has been waited for, and not been read yet. */
    private @Nullable Object held;
    /** For how many nanoseconds nothing has come. */
    private long waited;

    private @Nullable Buffer current;
    private int position;
    private long count;
    private boolean ended;

    private ResponseBody(Context context, HttpClientResponse response, OptionalLong length, Duration patience) {
        this.context = context;
        this.response = response;
        this.length = length;
        this.patience = patience;
    }

    /**
     * Has nothing more read from a connection until its response is taken over. The REST client's stream forgets what it
     * holds when it learns that the connection was closed; so it is not to learn of that.
     */
    static void holdBack(HttpConnection connection) {
        readOn(connection, false);
    }

    private static void readOn(HttpConnection connection, boolean on) {
        ((ConnectionBase) connection).channel().config().setAutoRead(on);
    }

    /**
     * Takes a response over from the REST client.
     *
     * @param context the response's, on whose thread all of its events happen
     * @param taken the REST client's stream, with what it has been given so far
     * @param patience how long to wait for the next bytes
     */
    static ResponseBody takeOver(
            Context context, HttpClientResponse response, InputStream taken, OptionalLong length, Duration patience) {
        ResponseBody body = new ResponseBody(context, response, length, patience);
        context.runOnContext(turn -> body.begin(taken));
        return body;
    }

    /** Ends it after so many bytes, whatever more comes. */
    ResponseBody bounded(long bytes) {
        length = OptionalLong.of(bytes);
        return this;
    }

    private void begin(InputStream taken) {
        try {
            response.handler(this::arrive);
            response.endHandler(end -> arrived.add(END));
            response.exceptionHandler(arrived::add);
        } catch (IllegalStateException e) {
            // The response has ended already: what the REST client's stream has is all.
        }
        byte[] bytes = new byte[FIRST_READ];
        try {
            int read = taken.read(bytes);
            for (; read >= 0; read = taken.read(bytes)) {
                arrive(Buffer.buffer().appendBytes(bytes, 0, read));
            }
            arrived.add(END);
        } catch (BlockingNotAllowedException e) {
            // Nothing more was given to it. This thread must not wait; from here the bytes come to us.
            response.resume();
        } catch (IOException e) {
            arrived.add(e);
        }
        readOn(response.request().connection(), true);
    }

    private void arrive(Buffer buffer) {
        if (ahead.addAndGet(buffer.length()) > HIGH_WATER) {
            response.pause();
        }
        arrived.add(ReceiveBuffers.compact(buffer));
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
        long left = length.orElse(Long.MAX_VALUE) - count;
        if (left == 0) {
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
        if (held == null && !ended && (buffer == null || position == buffer.length())) {
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
        OutOfMemory.rethrow(item);
        if (item != END || (length.isPresent() && length.getAsLong() != count)) {
            throw TransportException.passing("the connection was closed after " + progress());
        }
        return null;
    }

    /** Forgets the buffer that was read, and lets more come if the reader has caught up. */
    private void release() {
        Buffer read = current;
        if (read != null) {
            int length = read.length();
            ReceiveBuffers.release(read);
            current = null;
            long before = ahead.getAndAdd(-length);
            if (before > LOW_WATER && before - length <= LOW_WATER) {
                context.runOnContext(turn -> response.resume());
            }
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
            waited = item == null ? waited + nanos : 0;
            if (waited >= patience.toNanos()) {
                ended = true;
                close();
                throw TransportException.passing("nothing came for " + Seconds.of(patience) + " after " + progress());
            }
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("it was interrupted after " + progress());
        }
    }

    private String progress() {
        return length.isPresent() ? count + " of " + length.getAsLong() + " bytes" : count + " bytes, before its end";
    }

    /** Ends the connection, which carries nothing else: each hop has its own. */
    @Override
    public void close() {
        response.request().connection().close();
    }
}
