package dev.ptex.transport.http;

import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import io.vertx.core.Vertx;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends hops over connections that are kept, or else over new ones; makes what that takes at first need, so that a plain
 * fetch loads no roots. Safe for several threads.
 */
final class Exchanges {
    private final Vertx vertx;
    private final AdoptedSockets sockets;
    private final Routes routes;
    private final TrustRoots roots;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final LongSupplier nanoTime;
    private final Connections connections = new Connections();
    private @Nullable RestExchange plain;
    private @Nullable RestExchange secure;
    private @Nullable Tls tls;

    Exchanges(
            Vertx vertx,
            AdoptedSockets sockets,
            Routes routes,
            TrustRoots roots,
            Duration connectTimeout,
            Duration readTimeout,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.sockets = sockets;
        this.routes = routes;
        this.roots = roots;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Sends a hop, and waits for the reply's head.
     *
     * @param number of the download's connection that asks
     * @param observer is shown what a proxy answers
     */
    Reply send(Hop hop, Optional<Proxy> proxy, int number, ResponseObserver observer) throws TransportException {
        Route route = Route.to(hop.url(), proxy);
        RestExchange client = route.secure() ? secure() : plain();
        Optional<Connection> kept = connections.take(route, number);
        if (kept.isPresent()) {
            Exchange exchange = new Exchange(hop, kept.get(), connections, connectTimeout, readTimeout);
            Reply reply = client.send(exchange);
            if (reply != null || !exchange.isStale()) {
                return answered(exchange, reply);
            }
            // RFC 9112 section 9.3.1: the server may have closed it at any time, and GET can be sent again.
            kept.get().close();
        }
        long begun = nanoTime.getAsLong();
        SocketChannel socket = routes.dial(hop, proxy, observer);
        Connection fresh = sockets.offer(route, number, socket);
        Duration left = connectTimeout.minusNanos(nanoTime.getAsLong() - begun);
        Exchange exchange = new Exchange(hop, fresh, connections, left, readTimeout);
        return answered(exchange, client.send(exchange));
    }

    private Reply answered(Exchange exchange, @Nullable Reply reply) throws TransportException {
        Route route = exchange.connection().route();
        if (reply == null) {
            exchange.abandon();
            throw withProxy(failure(exchange, route), route.proxy());
        }
        if (!reply.transferCodings().isEmpty()) {
            exchange.abandon();
            throw new TransportException("the server sends it encoded for the way as "
                    + String.join(", ", reply.transferCodings()) + " (Transfer-Encoding), which is not supported");
        }
        return reply;
    }

    private synchronized TransportException failure(Exchange exchange, Route route) {
        Trouble trouble = exchange.trouble();
        if (tls != null && tls.wantsCertificate(route.target()) && trouble.isAlert()) {
            return new TransportException("the server wants a client certificate, and there is none to show");
        }
        return exchange.failure(connectTimeout);
    }

    private static TransportException withProxy(TransportException failure, Optional<Proxy> proxy) {
        return proxy.isEmpty() ? failure : failure.with(StatusFailure.through(proxy));
    }

    private synchronized RestExchange plain() {
        RestExchange exchange = plain;
        if (exchange == null) {
            exchange = new RestExchange(vertx, null);
            plain = exchange;
        }
        return exchange;
    }

    private synchronized RestExchange secure() throws TransportException {
        RestExchange exchange = secure;
        if (exchange == null) {
            try {
                tls = new Tls(roots, sockets::named);
            } catch (TrustException e) {
                throw new TransportException(String.valueOf(e.getMessage()));
            } catch (SSLException e) {
                throw new IllegalStateException("the JDK has TLS", e);
            }
            exchange = new RestExchange(vertx, tls);
            secure = exchange;
        }
        return exchange;
    }
}
