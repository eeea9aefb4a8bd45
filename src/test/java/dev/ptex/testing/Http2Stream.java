package dev.ptex.testing;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request to an {@link Http2Peer}; the methods send frames.
 *
 * @param number 1 for the peer's first request, on whichever connection
 */
public record Http2Stream(int id, int number, Http2Headers request, Http2Connection connection) {
    private static final int LARGEST_FRAME = 16 * 1024;

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.get(name)).map(CharSequence::toString);
    }

    /** Sends a head with these fields, each with its value behind it. */
    public Http2Stream head(int status, String... fields) throws IOException {
        return head(Http2Connection.END_HEADERS, status, fields);
    }

    /** Sends a head and nothing else. */
    public Http2Stream onlyHead(int status, String... fields) throws IOException {
        return head(Http2Connection.END_HEADERS | Http2Connection.END_STREAM, status, fields);
    }

    private Http2Stream head(int flags, int status, String... fields) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":status", Integer.toString(status));
        for (int i = 0; i < fields.length; i += 2) {
            literal(block, fields[i], fields[i + 1]);
        }
        connection.send(Http2Connection.HEADERS, flags, id, block.toByteArray());
        connection.flush();
        return this;
    }

    /** RFC 7541 section 6.2.2, without compression. */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : List.of(name, value)) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Says how long a request's head may be at most (RFC 9113 section 6.5.2). */
    public Http2Stream longestHead(int bytes) throws IOException {
        byte[] setting =
                ByteBuffer.allocate(6).putShort((short) 6).putInt(bytes).array();
        connection.send(Http2Connection.SETTINGS, 0, 0, setting);
        connection.flush();
        return this;
    }

    /** Says how many streams may be open at once from now on. */
    public Http2Stream mostStreams(int count) throws IOException {
        connection.sendMostStreams(count);
        return this;
    }

    public Http2Stream data(byte[] bytes) throws IOException {
        return data(bytes, LARGEST_FRAME);
    }

    /** Sends data in frames of this size, as far as the client's windows let it; waits for them. */
    public Http2Stream data(byte[] bytes, int frame) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            int to = from + connection.awaitWindow(id, Math.min(frame, bytes.length - from));
            connection.send(Http2Connection.DATA, 0, id, Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        connection.flush();
        return this;
    }

    /** Sends data, and the stream's end in the same frame. */
    public Http2Stream lastData(byte[] bytes) throws IOException {
        connection.awaitWindow(id, bytes.length);
        connection.send(Http2Connection.DATA, Http2Connection.END_STREAM, id, bytes);
        connection.flush();
        return this;
    }

    /** Sends frames without data, which do not end the stream. */
    public Http2Stream emptyData(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            connection.send(Http2Connection.DATA, 0, id, new byte[0]);
        }
        connection.flush();
        return this;
    }

    /** Sends a head in so many frames of the largest size; it is never complete. */
    public Http2Stream endlessHead(int frames) throws IOException {
        byte[] block = new byte[LARGEST_FRAME];
        for (int i = 0; i < frames; i++) {
            connection.send(i == 0 ? Http2Connection.HEADERS : Http2Connection.CONTINUATION, 0, id, block);
        }
        connection.flush();
        return this;
    }

    /** How many streams the client has reset on this connection. */
    public int resets() {
        return connection.resets();
    }

    public Http2Stream end() throws IOException {
        connection.send(Http2Connection.DATA, Http2Connection.END_STREAM, id, new byte[0]);
        connection.flush();
        return this;
    }

    public Http2Stream reset(int code) throws IOException {
        connection.send(
                Http2Connection.RST_STREAM,
                0,
                id,
                ByteBuffer.allocate(4).putInt(code).array());
        connection.flush();
        return this;
    }

    /** @param last the last stream that is answered */
    public Http2Stream goAway(int last) throws IOException {
        return goAway(last, 0);
    }

    public Http2Stream goAway(int last, int code) throws IOException {
        byte[] payload = ByteBuffer.allocate(8).putInt(last).putInt(code).array();
        connection.send(Http2Connection.GOAWAY, 0, 0, payload);
        connection.flush();
        return this;
    }

    /** Waits until the client has read everything so far. */
    public Http2Stream ping() throws IOException {
        connection.ping();
        return this;
    }

    /** Waits until the client has closed the connection. */
    public void awaitEnd() throws IOException {
        connection.awaitEnd();
    }

    public void close() throws IOException {
        connection.close();
    }
}
