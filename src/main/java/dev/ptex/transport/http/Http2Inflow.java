package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Holds the DATA of one stream back while its reader has enough. What is held is no credit to the server, so that it
 * stops at its window (RFC 9113 section 5.2), and the connection's other streams go on.
 *
 * <p>A window counts bytes, and a frame may have one: Vert.x would keep an object of a few hundred bytes for each.
 */
final class Http2Inflow implements Inflow {
    private static final int BLOCK = 16 * 1024;

    private final Consumer<ByteBuf> reader;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private boolean paused;

    /** @param reader is given what comes, and whatever it is given to own */
    Http2Inflow(Consumer<ByteBuf> reader) {
        this.reader = reader;
    }

    boolean isPaused() {
        return paused;
    }

    /** Keeps a copy. */
    void hold(ByteBuf data) {
        while (data.isReadable()) {
            ByteBuf last = held.peekLast();
            if (last == null || !last.isWritable()) {
                last = Unpooled.buffer(BLOCK, BLOCK);
                held.add(last);
            }
            data.readBytes(last, Math.min(last.writableBytes(), data.readableBytes()));
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        while (!paused && !held.isEmpty()) {
            reader.accept(held.remove());
        }
    }

    /** Hands out all that is held, wanted or not: something that comes behind it is about to be told. */
    void flush() {
        while (!held.isEmpty()) {
            reader.accept(held.remove());
        }
    }
}
