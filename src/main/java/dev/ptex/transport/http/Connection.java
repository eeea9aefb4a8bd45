package dev.ptex.transport.http;

import dev.ptex.connect.TlsRecords;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection, from the socket that was dialled for it to its end. Vert.x knows it by its name, which stands where a
 * host's would. Safe for several threads.
 */
final class Connection {
    private final String name;
    private final Route route;
    private final int number;
    private final boolean http1;
    /** Until Vert.x has it. */
    private final AtomicReference<@Nullable SocketChannel> socket;

    private final AwaitedHeads heads = new AwaitedHeads();

    private volatile Optional<TlsRecords> beneath = Optional.empty();
    private volatile @Nullable Channel channel;
    private volatile @Nullable Throwable trouble;
    private volatile boolean secured;
    private volatile boolean used;
    /** Of HTTP/2, and of the event loop: another thread may see what was a moment ago. */
    private volatile @Nullable Http2Connection streams;

    private volatile boolean headOnly;
    private volatile boolean persistent = true;
    private volatile boolean closed;

    /**
     * @param number of the download's connection that asked for it
     * @param http1 whether it must not be one of HTTP/2
     */
    Connection(String name, Route route, int number, boolean http1, SocketChannel socket) {
        this.name = name;
        this.route = route;
        this.number = number;
        this.http1 = http1;
        this.socket = new AtomicReference<>(socket);
    }

    String name() {
        return name;
    }

    Route route() {
        return route;
    }

    int number() {
        return number;
    }

    boolean isOfHttp1() {
        return http1;
    }

    /** The socket, which only the first who asks gets. */
    @Nullable
    SocketChannel takeSocket() {
        return socket.getAndSet(null);
    }

    /** Has all bytes go through TLS to a proxy; before Vert.x has the socket. */
    void layOver(Optional<TlsRecords> records) {
        beneath = records;
    }

    Optional<TlsRecords> beneath() {
        return beneath;
    }

    void adoptedBy(Channel adopted) {
        channel = adopted;
        adopted.closeFuture().addListener(end -> closed = true);
    }

    /** Whether TLS has been agreed on. */
    boolean isSecured() {
        return secured;
    }

    void beSecured() {
        secured = true;
    }

    /** Whether a reply has come over it before. */
    boolean isUsed() {
        return used;
    }

    void beUsed() {
        used = true;
    }

    /** Whether it carries several requests at once, as HTTP/2 does. */
    boolean isMultiplexed() {
        return streams != null;
    }

    void multiplex(Http2Connection over) {
        streams = over;
    }

    /** Whether the server lets one more request be sent over it; SETTINGS may allow none (RFC 9113 section 6.5.2). */
    boolean hasRoom() {
        Http2Connection all = streams;
        return all == null || all.local().canOpenStream();
    }

    private boolean isIdle() {
        Http2Connection all = streams;
        return all == null || all.numActiveStreams() == 0;
    }

    /** Whether what is asked over it now is answered by a head alone (RFC 9110 section 9.3.2); of HTTP/1.1. */
    boolean isAskedForHead() {
        return headOnly;
    }

    void ask(boolean head) {
        headOnly = head;
    }

    /** Says whether the reply that has begun leaves it open for another one. */
    void persist(boolean persists) {
        persistent = persists;
    }

    boolean isReusable() {
        return persistent && !closed;
    }

    /** Of the event loop only. */
    AwaitedHeads heads() {
        return heads;
    }

    /** Remembers what went wrong first: what comes after that only follows from it. */
    void failed(Throwable cause) {
        if (trouble == null) {
            trouble = cause;
        }
    }

    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** Takes no further requests; those of others that it serves go on. */
    void retire() {
        persistent = false;
        if (isIdle()) {
            close();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    void close() {
        closed = true;
        SocketChannel unused = takeSocket();
        Channel open = channel;
        try {
            if (unused != null) {
                unused.close();
            }
        } catch (IOException e) {
            // It has served its time.
        }
        // Until an event loop has it, it cannot be closed, and AdoptedSockets looks whether it should have been.
        if (open != null && open.isRegistered()) {
            open.close();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
