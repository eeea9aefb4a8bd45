package dev.ptex.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;

/** One connection to an {@link Http2Peer}: frames, and the windows that the client gives (RFC 9113). */
final class Http2Connection {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_LENGTH = 5;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();

    private final Socket socket;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder();
    /** What is still to be said of how many streams may be open. */
    private final Queue<Integer> mostStreams;
    /** How many bytes may be sent, by stream; on all of them together as that of stream 0. */
    private final Map<Integer, Integer> windows = new HashMap<>(Map.of(0, DEFAULT_WINDOW));

    private int initialWindow = DEFAULT_WINDOW;
    private int pings;
    private int resets;
    private boolean closed;

    Http2Connection(Socket socket, List<Integer> mostStreams) throws IOException {
        this.socket = socket;
        this.mostStreams = new ArrayDeque<>(mostStreams);
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Reads until the client goes away. */
    void serve(ObjIntConsumer<Http2Headers> request) throws IOException {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            in.readFully(new byte[PREFACE]);
            sendSettings();
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (type == HEADERS) {
                    request.accept(head(stream, flags, payload), stream);
                } else {
                    received(type, flags, stream, ByteBuffer.wrap(payload));
                }
            }
        } finally {
            end();
        }
    }

    /** In one frame, and without padding. */
    private Http2Headers head(int stream, int flags, byte[] payload) throws IOException {
        int priority = (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
        try {
            return heads.decodeHeaders(stream, Unpooled.wrappedBuffer(payload, priority, payload.length - priority));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    private synchronized void received(int type, int flags, int stream, ByteBuffer payload) throws IOException {
        switch (type) {
            case SETTINGS -> {
                if (flags != ACK) {
                    settings(payload);
                    send(SETTINGS, ACK, 0, new byte[0]);
                    flush();
                } else if (!mostStreams.isEmpty()) {
                    sendSettings();
                }
            }
            case WINDOW_UPDATE -> windows.merge(stream, payload.getInt(), Integer::sum);
            case RST_STREAM -> resets++;
            case PING -> pings += flags == ACK ? 1 : 0;
            default -> {}
        }
        notifyAll();
    }

    private void sendSettings() throws IOException {
        Integer most = mostStreams.poll();
        if (most == null) {
            send(SETTINGS, 0, 0, new byte[0]);
            flush();
        } else {
            sendMostStreams(most);
        }
    }

    void sendMostStreams(int count) throws IOException {
        ByteBuffer setting =
                ByteBuffer.allocate(6).putShort((short) MAX_CONCURRENT_STREAMS).putInt(count);
        send(SETTINGS, 0, 0, setting.array());
        flush();
    }

    synchronized int resets() {
        return resets;
    }

    private void settings(ByteBuffer payload) {
        while (payload.hasRemaining()) {
            int key = payload.getShort();
            int value = payload.getInt();
            initialWindow = key == INITIAL_WINDOW_SIZE ? value : initialWindow;
        }
    }

    private synchronized void end() {
        closed = true;
        notifyAll();
    }

    /** Waits until something can be sent on a stream, and says how much of what is wanted. */
    synchronized int awaitWindow(int stream, int wanted) throws IOException {
        if (open(stream) <= 0) {
            out.flush();
            await(() -> open(stream) > 0);
        }
        int granted = Math.min(open(stream), wanted);
        windows.merge(0, -granted, Integer::sum);
        windows.merge(stream, -granted, Integer::sum);
        return granted;
    }

    private int open(int stream) {
        return Math.min(windows.getOrDefault(0, 0), windows.getOrDefault(stream, 0) + initialWindow);
    }

    /** Waits for the client's answer, which comes behind its reading of everything before. */
    synchronized void ping() throws IOException {
        int before = pings;
        send(PING, 0, 0, new byte[8]);
        flush();
        await(() -> pings > before);
    }

    /** Waits until the client has gone away. */
    synchronized void awaitEnd() throws IOException {
        try {
            await(() -> false);
        } catch (EOFException e) {
            // It has.
        }
    }

    private synchronized void await(BooleanSupplier condition) throws IOException {
        try {
            while (!condition.getAsBoolean()) {
                if (closed) {
                    throw new EOFException();
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    synchronized void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    /** Says that nothing more comes, and reads on, so that what was sent is not lost to a reset of TCP. */
    void close() throws IOException {
        socket.shutdownOutput();
    }
}
