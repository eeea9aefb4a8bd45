package dev.ptex.connect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS apart from sockets: what came in becomes what it means, and what is to go out becomes what is sent. Whoever makes
 * the connection makes the handshake, and hands this on with it. One thread at a time.
 */
public final class TlsRecords {
    private final SSLEngine engine;
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private ByteBuffer incoming = ByteBuffer.allocate(0);
    private ByteBuffer meant = ByteBuffer.allocate(0);

    TlsRecords(SSLEngine engine) {
        this.engine = engine;
    }

    void begin() throws SSLException {
        engine.setUseClientMode(true);
        engine.beginHandshake();
        advance();
    }

    boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    SSLSession session() {
        return engine.getSession();
    }

    /** Whether the other side has said that nothing more comes. */
    public boolean isOver() {
        return engine.isInboundDone();
    }

    /** Takes bytes as they came; what they mean is then {@link #meaning}, and something may have to be {@link #sent}. */
    public void receive(ByteBuffer bytes) throws SSLException {
        incoming = joined(incoming, bytes);
        advance();
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        ByteBuffer both = ByteBuffer.allocate(first.remaining() + second.remaining());
        return both.put(first).put(second).flip();
    }

    /** Takes what is meant to go out; what has to go out for it is then {@link #sent}. */
    public void say(ByteBuffer bytes) throws SSLException {
        boolean more = true;
        while (more && bytes.hasRemaining()) {
            more = wrap(bytes);
        }
    }

    /** The next byte of what has come; -1 if that is all so far. */
    int next() {
        return meant.hasRemaining() ? meant.get() & 0xff : -1;
    }

    /** What has come and was not taken yet. */
    public ByteBuffer meaning() {
        ByteBuffer all = meant;
        meant = ByteBuffer.allocate(0);
        return all;
    }

    /** What has to be sent, and was not asked for yet. */
    public byte[] sent() {
        byte[] all = outgoing.toByteArray();
        outgoing.reset();
        return all;
    }

    private void advance() throws SSLException {
        boolean more = true;
        while (more) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> more = wrap(ByteBuffer.allocate(0));
                default -> more = incoming.hasRemaining() && unwrap();
            }
        }
    }

    /** @return whether there may be more to do */
    private boolean unwrap() throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(incoming, plain);
        meant = plain.position() == 0 ? meant : joined(meant, plain.flip());
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_OVERFLOW -> true;
            case BUFFER_UNDERFLOW, CLOSED -> false;
        };
    }

    private boolean wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(plain, record);
        outgoing.write(record.array(), 0, record.position());
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && plain.hasRemaining()) {
            throw new SSLException("the connection was closed");
        }
        return result.getStatus() == SSLEngineResult.Status.OK;
    }
}
