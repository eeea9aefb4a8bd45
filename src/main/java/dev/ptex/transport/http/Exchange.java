package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request over one connection, and its response, as the event loop sees them. */
final class Exchange {
    /** RFC 9113 section 7. */
    private static final long CANCEL = 8;

    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    private final Hop hop;
    private final Connection connection;
    private final Connections connections;
    private final Duration handshakePatience;
    private final Duration patience;
    private final boolean first;

    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private volatile @Nullable ResponseBody body;
    private volatile @Nullable Throwable failure;
    private volatile boolean late;
    private long timer = -1;

    /**
     * @param handshakePatience how long TLS may take
     * @param patience how long to wait for the head, and then for each next byte
     */
    Exchange(Hop hop, Connection connection, Connections connections, Duration handshakePatience, Duration patience) {
        this.hop = hop;
        this.connection = connection;
        this.connections = connections;
        this.handshakePatience = handshakePatience;
        this.patience = patience;
        this.first = !connection.isUsed();
    }

    Hop hop() {
        return hop;
    }

    Connection connection() {
        return connection;
    }

    /** Gives the connection up if TLS takes too long; before the request is sent. */
    void watchHandshake(Vertx vertx) {
        if (first && hop.url().isSecure()) {
            watch(vertx, handshakePatience);
        }
    }

    private synchronized void watch(Vertx vertx, Duration limit) {
        timer = vertx.setTimer(Math.max(1, limit.toMillis()), id -> {
            late = true;
            abandon();
        });
    }

    private synchronized void unwatch(Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    /** On the event loop, when the connection stands, and before the head is sent. */
    void begin(HttpClientRequest sent, int maxHeaders) {
        Context context = Vertx.currentContext();
        unwatch(context.owner());
        request = sent;
        if (first) {
            prepare(((ConnectionBase) sent.connection()).channel().pipeline(), sent.version(), maxHeaders);
        }
        // RFC 9112 section 3.2: the target and the authority as they stand in the URL, which java.net.URI may refuse.
        sent.authority(HostAndPort.create(hop.authority(), -1));
        sent.setURI(hop.requestTarget());
        hop.headers().stream()
                .filter(header -> sent.version() != HttpVersion.HTTP_2 || !isOfConnection(header))
                .forEach(header -> sent.headers().add(header.name(), octets(header.value())));
        watch(context.owner(), patience);
        sent.response().onComplete(head -> {
            unwatch(context.owner());
            if (head.succeeded()) {
                answered(context, head.result());
            } else {
                failed(head.cause());
            }
        });
    }

    private void prepare(ChannelPipeline pipeline, HttpVersion version, int maxHeaders) {
        if (version == HttpVersion.HTTP_2) {
            Http2Replies.install(pipeline, connection);
        } else {
            Http1Replies.install(pipeline, connection, maxHeaders);
        }
        pipeline.addBefore("handler", "end", new ConnectionEnd(connection));
        connection.beUsed();
        if (connection.isMultiplexed()) {
            connections.keep(connection);
        }
    }

    /** RFC 9113 section 8.2.2: HTTP/2 has no such headers. */
    private static boolean isOfConnection(Header header) {
        return OF_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT));
    }

    /** Netty writes one octet for each character, and a question mark for those that need more. */
    private static String octets(String value) {
        return new String(value.strip().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void answered(Context context, HttpClientResponse head) {
        response = head;
        ResponseBody bytes = new ResponseBody(context, this, head, Reply.length(head), patience);
        body = bytes;
        connection.afterHead(bytes::begin);
    }

    /** @return nothing if there was none */
    @Nullable
    Reply reply() {
        HttpClientResponse head = response;
        ResponseBody bytes = body;
        return head == null || bytes == null ? null : Reply.of(head, bytes);
    }

    /** The body has come to its end. */
    void completed() {
        connections.keep(connection);
    }

    /** Remembers what the request was told first; the REST client says less. */
    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Whether there was no reply because a kept connection had ended: the server has seen nothing of the request. */
    boolean isStale() {
        return !first
                && !late
                && !Thread.currentThread().isInterrupted()
                && trouble().lost();
    }

    /** Why there was no reply. */
    TransportException failure(Duration connectTimeout) {
        if (Thread.currentThread().isInterrupted()) {
            return new TransportException("it was interrupted");
        }
        if (late) {
            return TransportException.passing(
                    request == null
                            ? "no TLS handshake was made within " + Seconds.of(connectTimeout)
                            : "no reply came for " + Seconds.of(patience));
        }
        boolean handshaking = request == null && hop.url().isSecure();
        return told(trouble(), handshaking ? "in the TLS handshake" : "before a reply came");
    }

    /** Why the body ended too early. */
    TransportException failure(Throwable cause, String when) {
        return told(Trouble.of(connection.trouble(), cause), when);
    }

    Trouble trouble() {
        Throwable cause = failure;
        return Trouble.of(connection.trouble(), cause == null ? new ClosedChannelException() : cause);
    }

    private TransportException told(Trouble trouble, String when) {
        String reason = trouble.reason() + (trouble.passing() ? " " + when : "");
        return trouble.passing() ? TransportException.passing(reason) : new TransportException(reason, trouble.hint());
    }

    /** Ends it; of a connection that serves others, too, only its stream. */
    void abandon() {
        HttpClientRequest sent = request;
        if (sent != null && connection.isMultiplexed()) {
            sent.reset(CANCEL);
        } else {
            connection.close();
        }
    }
}
