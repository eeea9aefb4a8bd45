package dev.ptex.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} answers, down to the byte at which it goes wrong.
 *
 * <p>A plain reply has the headers it was given, as written and in that order, then a Content-Length, and leaves the
 * connection open. Its methods change it and return it, so that a script reads as one sentence.
 */
public final class Reply {
    /** How the end of the body is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        CONNECTION_CLOSE
    }

    /** What happens after the bytes. */
    enum Ending {
        KEEP_ALIVE,
        CLOSE,
        RESET,
        STALL,
        /** The server's side of TLS, and not the connection. */
        CLOSE_NOTIFY
    }

    private final int status;
    private final List<String> headers = new ArrayList<>();
    private String reason = "Scripted";
    private byte[] body = {};
    private byte @Nullable [] raw;
    private OptionalInt tunnelPort = OptionalInt.empty();
    private Framing framing = Framing.LENGTH;
    private int chunkSize = 1;
    private Ending ending = Ending.KEEP_ALIVE;
    private int stopAfter = Integer.MAX_VALUE;
    private int pauseAfter = Integer.MAX_VALUE;
    private CountDownLatch bodyGate = new CountDownLatch(0);
    private CountDownLatch headGate = new CountDownLatch(0);

    private Reply(int status) {
        this.status = status;
    }

    public static Reply status(int status) {
        return new Reply(status);
    }

    public static Reply ok(byte[] body) {
        return status(200).reason("OK").body(body);
    }

    public static Reply ok(String body) {
        return ok(body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply redirect(int status, String location) {
        return status(status).header("Location", location);
    }

    /** Exactly these bytes, well-formed or not, and then the connection is closed. */
    public static Reply raw(byte[] bytes) {
        Reply reply = status(0).closing();
        reply.raw = bytes.clone();
        return reply;
    }

    public static Reply raw(String bytes) {
        return raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The connection is closed without a word. */
    public static Reply hangUp() {
        return raw("");
    }

    /** For CONNECT: 200, and then whatever is at this loopback port, whichever host was asked for. */
    public static Reply tunnelTo(int port) {
        Reply reply = status(200).reason("Connection established").closing();
        reply.tunnelPort = OptionalInt.of(port);
        return reply;
    }

    /** May be empty. */
    public Reply reason(String phrase) {
        this.reason = phrase;
        return this;
    }

    /** Adds a header; the same name may be added again. A Content-Length of one's own may lie. */
    public Reply header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    public Reply body(byte[] bytes) {
        this.body = bytes.clone();
        return this;
    }

    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the body in chunks of this size. */
    public Reply chunked(int size) {
        this.framing = Framing.CHUNKED;
        this.chunkSize = size;
        return this;
    }

    /** Sends no Content-Length; the body ends where the connection does. */
    public Reply withoutLength() {
        this.framing = Framing.CONNECTION_CLOSE;
        return closing();
    }

    /** Closes the connection when all is sent. No header tells of it, unless one is added. */
    public Reply closing() {
        this.ending = Ending.CLOSE;
        return this;
    }

    /** Says by TLS that nothing more comes, and leaves the connection open, until the server is closed. */
    public Reply closeNotify() {
        this.ending = Ending.CLOSE_NOTIFY;
        return this;
    }

    /** Closes the connection properly after so many bytes of the body; a chunked body lacks its last chunk. */
    public Reply cutAfter(int bytes) {
        return stop(bytes, Ending.CLOSE);
    }

    /** Resets the connection (TCP RST) after so many bytes of the body, which the client may then not get to see. */
    public Reply resetAfter(int bytes) {
        return stop(bytes, Ending.RESET);
    }

    /** Sends nothing more after so many bytes of the body, until the server is closed. */
    public Reply stallAfter(int bytes) {
        return stop(bytes, Ending.STALL);
    }

    /** Sends nothing, not even the status, before the gate opens. */
    public Reply after(CountDownLatch gate) {
        this.headGate = gate;
        return this;
    }

    /** Sends the rest only when the gate opens, once so many bytes of the body are out. */
    public Reply pauseAfter(int bytes, CountDownLatch gate) {
        this.pauseAfter = bytes;
        this.bodyGate = gate;
        return this;
    }

    private Reply stop(int bytes, Ending how) {
        this.stopAfter = bytes;
        this.ending = how;
        return this;
    }

    /** The bytes before the body. */
    byte[] head() {
        if (raw != null) {
            return raw.clone();
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
        head.append(reason).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (framing == Framing.CHUNKED) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (framing == Framing.LENGTH && mayHaveLength()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean mayHaveLength() {
        boolean given = headers.stream()
                .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("content-length:"));
        // RFC 9110 section 8.6: not with 204, nor when a CONNECT succeeds.
        return !given && status >= 200 && status != 204 && tunnelPort.isEmpty();
    }

    /** The part of the body that is sent. */
    int length() {
        return Math.min(body.length, stopAfter);
    }

    byte[] bytes(int start, int end) {
        return Arrays.copyOfRange(body, start, end);
    }

    /** Whether the body is sent to its end, and its end is told. */
    boolean isWhole() {
        return stopAfter == Integer.MAX_VALUE;
    }

    boolean isChunked() {
        return framing == Framing.CHUNKED;
    }

    int chunkSize() {
        return isChunked() ? chunkSize : Integer.MAX_VALUE;
    }

    int pauseAfter() {
        return pauseAfter;
    }

    Ending ending() {
        return ending;
    }

    public boolean isTunnel() {
        return tunnelPort.isPresent();
    }

    OptionalInt tunnelPort() {
        return tunnelPort;
    }

    CountDownLatch headGate() {
        return headGate;
    }

    CountDownLatch bodyGate() {
        return bodyGate;
    }
}
