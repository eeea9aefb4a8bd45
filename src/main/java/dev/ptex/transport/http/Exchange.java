package dev.ptex.transport.http;

import dev.ptex.header.ResponseObserver;
import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.PeerCertificate;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One request over one connection, and its response, as the event loop sees them. */
final class Exchange {
    /** RFC 9113 section 7. */
    private static final long CANCEL = 8;

    private final Hop hop;
    private final Connection connection;
    private final Connections connections;
    private final Duration handshakePatience;
    private final Duration patience;
    private final ResponseObserver observer;
    private final boolean first;

    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private volatile @Nullable ResponseBody body;
    private volatile @Nullable Throwable failure;
    /** Nothing more comes of it. */
    private volatile boolean over;

    private final Patience waiting = new Patience(this::giveUp);

    /**
     * @param handshakePatience how long TLS may take
     * @param patience how long to wait for the head, and then for each next byte
     * @param observer is shown TLS, if it is of a new connection
     */
    Exchange(
            Hop hop,
            Connection connection,
            Connections connections,
            Duration handshakePatience,
            Duration patience,
            ResponseObserver observer) {
        this.hop = hop;
        this.connection = connection;
        this.connections = connections;
        this.handshakePatience = handshakePatience;
        this.patience = patience;
        this.observer = observer;
        this.first = !connection.isUsed();
    }

    Hop hop() {
        return hop;
    }

    Connection connection() {
        return connection;
    }

    /** Gives the connection up if the request cannot be sent: TLS takes too long, or the server lets none be asked. */
    void watch(Vertx vertx) {
        if (!first) {
            waiting.begin(vertx, patience);
        } else if (hop.url().isSecure()) {
            waiting.begin(vertx, handshakePatience);
        }
    }

    /** On the event loop, when the connection stands, and before the head is sent. */
    void begin(HttpClientRequest sent, int maxHeaders) {
        Context context = Vertx.currentContext();
        request = sent;
        if (first) {
            prepare(((ConnectionBase) sent.connection()).channel().pipeline(), sent.version(), maxHeaders);
            if (hop.url().isSecure()) {
                observer.secured(sent.connection().sslSession(), hop.isChecked());
            }
        }
        connection.ask(hop.isHead());
        RequestHead.write(hop, sent);
        Runnable anew = () -> waiting.begin(context.owner(), patience);
        anew.run();
        connection.heads().await(anew);
        sent.response().onComplete(head -> {
            connection.heads().awaitNoLonger(anew);
            waiting.end(context.owner());
            if (head.succeeded()) {
                answered(context, head.result());
            } else {
                broken(head.cause());
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

    private void answered(Context context, HttpClientResponse head) {
        response = head;
        ResponseBody bytes = new ResponseBody(context, this, head, Reply.length(head), patience);
        body = bytes;
        connection.heads().behindThisOne(bytes::begin);
    }

    /** @return nothing if there was none */
    @Nullable
    Reply reply() {
        HttpClientResponse head = response;
        ResponseBody bytes = body;
        return head == null || bytes == null ? null : Reply.of(head, bytes);
    }

    /** Until when the origin's certificate is valid; nothing in the clear. */
    Optional<Instant> certifiedUntil() {
        HttpClientRequest sent = request;
        SSLSession session = sent == null ? null : sent.connection().sslSession();
        return Optional.ofNullable(session)
                .flatMap(PeerCertificate::of)
                .map(certificate -> certificate.getNotAfter().toInstant());
    }

    /** The body has come to its end. */
    void completed() {
        over = true;
        HttpClientResponse head = response;
        boolean challenged = head != null && (head.statusCode() == 401 || head.statusCode() == 407);
        if (!hop.isHeld() || !challenged) {
            connections.keep(connection);
        }
    }

    /** The connection or the stream has come to an end before its time. */
    void broken(Throwable cause) {
        over = true;
        failed(cause);
    }

    /** Remembers what the request was told first; the REST client says less. */
    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Whether the connection stood, so that the server may have seen it. */
    boolean isSent() {
        return request != null;
    }

    boolean isOnKeptConnection() {
        return !first;
    }

    /** Whether it is of HTTP/2, and the server wants the older one for this (RFC 9113 section 7). */
    boolean isTooNew() {
        return connection.isMultiplexed() && trouble().remedy() == Trouble.Remedy.HTTP_1;
    }

    /** Whether a kept connection had ended, or was refused: nobody has looked at the request. */
    boolean isStale() {
        return !first && !waiting.isLost() && !Thread.currentThread().isInterrupted() && isRefused();
    }

    /** Whether a connection that has ended, or takes no requests now, is the reason why there was no reply. */
    boolean isRefused() {
        return trouble().remedy() == Trouble.Remedy.ANOTHER_CONNECTION;
    }

    /** Why there was no reply. */
    TransportException failure(Duration connectTimeout) {
        if (Thread.currentThread().isInterrupted()) {
            return new TransportException("it was interrupted");
        }
        if (waiting.isLost()) {
            return TransportException.passing(silence(connectTimeout));
        }
        boolean handshaking = hop.url().isSecure() && !connection.isSecured();
        return trouble().failure(handshaking ? "in the TLS handshake" : "before a reply came");
    }

    private String silence(Duration connectTimeout) {
        if (request != null) {
            return "no reply came for " + Seconds.of(patience);
        }
        return connection.isSecured()
                ? "the server let no stream of HTTP/2 be opened within " + Seconds.of(first ? connectTimeout : patience)
                : "no TLS handshake was made within " + Seconds.of(connectTimeout);
    }

    /** Why the body ended too early. */
    TransportException failure(Throwable cause, String when) {
        return Trouble.of(connection.trouble(), cause).failure(when);
    }

    Trouble trouble() {
        Throwable cause = failure;
        return Trouble.of(connection.trouble(), cause == null ? new ClosedChannelException() : cause);
    }

    /** Ends it because nothing comes, and has the next request go over a new connection. */
    void giveUp() {
        connections.retire(connection.route());
        abandon();
    }

    /**
     * Ends it; of a connection that serves others, too, only its stream, unless that has ended: RST_STREAM is no answer to
     * RST_STREAM (RFC 9113 section 5.4.2).
     */
    void abandon() {
        HttpClientRequest sent = request;
        if (sent == null || !connection.isMultiplexed()) {
            connection.close();
        } else if (!over) {
            sent.reset(CANCEL);
        }
    }
}
