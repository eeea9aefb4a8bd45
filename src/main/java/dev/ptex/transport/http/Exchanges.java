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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Where servers have refused to answer over HTTP/2. */
    private final Set<Route> ofHttp1 = ConcurrentHashMap.newKeySet();

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
        Route route = Route.of(hop, proxy);
        RestExchange client = route.secure() ? secure() : plain();
        Optional<Connection> kept = connections.take(route, number);
        Exchange exchange = kept.isPresent()
                ? new Exchange(hop, kept.get(), connections, connectTimeout, readTimeout)
                : onNewConnection(hop, route, number, observer);
        Reply reply = client.send(exchange);
        while (reply == null && isWorthAnother(exchange)) {
            exchange.connection().retire();
            exchange = onNewConnection(hop, route, number, observer);
            reply = client.send(exchange);
        }
        return answered(exchange, reply);
    }

    private Exchange onNewConnection(Hop hop, Route route, int number, ResponseObserver observer)
            throws TransportException {
        long begun = nanoTime.getAsLong();
        SocketChannel socket = routes.dial(hop, route.proxy(), observer);
        // NTLM logs a connection in, and in HTTP/2 there is no saying what is asked over which.
        boolean http1 = ofHttp1.contains(route) || route.owner().isPresent();
        Connection fresh = sockets.offer(route, number, http1, socket);
        Duration left = connectTimeout.minusNanos(nanoTime.getAsLong() - begun);
        return new Exchange(hop, fresh, connections, left, readTimeout);
    }

    /** RFC 9112 section 9.3.1: a server may have closed a kept connection at any time, and GET can be sent again. */
    private boolean isWorthAnother(Exchange exchange) {
        if (exchange.isTooNew()) {
            ofHttp1.add(exchange.connection().route());
            return true;
        }
        return exchange.isStale();
    }

    /** Whether an origin has asked for a client certificate, and there was none to show. */
    synchronized boolean lacksCertificate(Route route) {
        return tls != null && route.secure() && tls.lacksCertificate(route.target());
    }

    /** Sends a hop over the connection of a reply that has been read to its end. */
    Reply sendOver(Connection connection, Hop hop) throws TransportException {
        RestExchange client = connection.route().secure() ? secure() : plain();
        Exchange exchange = new Exchange(hop, connection, connections, connectTimeout, readTimeout);
        return answered(exchange, client.send(exchange));
    }

    private Reply answered(Exchange exchange, @Nullable Reply reply) throws TransportException {
        Route route = exchange.connection().route();
        if (reply == null) {
            exchange.abandon();
            if (exchange.isRefused()) {
                exchange.connection().retire();
            }
            throw withProxy(failure(exchange, route), route.proxy());
        }
        return reply;
    }

    private TransportException failure(Exchange exchange, Route route) {
        if (lacksCertificate(route) && exchange.trouble().isAlert()) {
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
