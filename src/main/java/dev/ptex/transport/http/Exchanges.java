package dev.ptex.transport.http;

import dev.ptex.auth.Conversation;
import dev.ptex.connect.Way;
import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends hops over connections that are kept, or else over new ones; makes what that takes at first need, so that a plain
 * fetch loads no roots. Safe for several threads.
 */
final class Exchanges {
    /** For how many seconds a connection may be idle: what is on the way may forget it, and tells nobody. */
    private static final int LONGEST_IDLE = 60;

    private final Vertx vertx;
    private final AdoptedSockets sockets;
    private final Routes routes;
    private final TlsContexts contexts;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final LongSupplier nanoTime;
    private final Connections connections = new Connections();
    /** Where servers have refused to answer over HTTP/2. */
    private final Set<Route> ofHttp1 = ConcurrentHashMap.newKeySet();

    /** By whether TLS is spoken, and whether the other side has to prove who it is. */
    private final Map<List<Boolean>, RestExchange> clients = new HashMap<>();

    Exchanges(
            Vertx vertx,
            AdoptedSockets sockets,
            Routes routes,
            TlsContexts contexts,
            Duration connectTimeout,
            Duration readTimeout,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.sockets = sockets;
        this.routes = routes;
        this.contexts = contexts;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Sends a hop, and waits for the reply's head.
     *
     * @param number of the download's connection that asks
     * @param observer is shown how the connection was made, and what a proxy answers
     * @param logins that have a say in it
     */
    Reply send(Hop hop, Optional<Proxy> proxy, int number, ResponseObserver observer, List<Conversation> logins)
            throws TransportException {
        Route route = Route.of(hop, proxy);
        RestExchange client = client(route);
        Optional<Connection> kept = connections.take(route, number);
        kept.ifPresent(connection -> observer.reused());
        Exchange exchange = kept.isPresent()
                ? new Exchange(hop, kept.get(), connections, connectTimeout, readTimeout, observer)
                : onNewConnection(hop, route, number, observer);
        Reply reply = sent(client, exchange, logins);
        while (isWorthAnother(exchange, reply, logins)) {
            exchange.abandon();
            exchange.connection().retire();
            exchange = onNewConnection(hop, route, number, observer);
            reply = sent(client, exchange, logins);
        }
        return answered(exchange, reply);
    }

    private static @Nullable Reply sent(RestExchange client, Exchange exchange, List<Conversation> logins) {
        Reply reply = client.send(exchange);
        if (exchange.isSent()) {
            logins.forEach(Conversation::sent);
        }
        return reply;
    }

    private Exchange onNewConnection(Hop hop, Route route, int number, ResponseObserver observer)
            throws TransportException {
        long begun = nanoTime.getAsLong();
        observer.connecting();
        Way way = routes.dial(hop, route.proxy(), observer);
        // NTLM logs a connection in, and in HTTP/2 there is no saying what is asked over which.
        boolean http1 = ofHttp1.contains(route) || route.owner().isPresent();
        Connection fresh = sockets.offer(route, number, http1, way);
        Duration left = connectTimeout.minusNanos(nanoTime.getAsLong() - begun);
        return new Exchange(hop, fresh, connections, left, readTimeout, observer);
    }

    /**
     * RFC 9112 section 9.3.1: a server may have closed a kept connection at any time, and GET can be sent again. Some say
     * with 408 that nothing was asked over it for too long (RFC 9110 section 15.5.9).
     */
    private boolean isWorthAnother(Exchange exchange, @Nullable Reply reply, List<Conversation> logins) {
        if (reply != null) {
            return reply.status() == 408 && exchange.isOnKeptConnection();
        }
        if (exchange.isTooNew()) {
            ofHttp1.add(exchange.connection().route());
            return true;
        }
        return exchange.isStale() && logins.stream().allMatch(Conversation::repeat);
    }

    /** Whether an origin has asked for a client certificate, and there was none to show. */
    boolean lacksCertificate(Route route) {
        return route.secure()
                && contexts.lacksCertificate(
                        route.target().host(), route.target().port());
    }

    /** Sends a hop over the connection of a reply that has been read to its end. */
    Reply sendOver(Connection connection, Hop hop, List<Conversation> logins) throws TransportException {
        RestExchange client = client(connection.route());
        Exchange exchange = new Exchange(hop, connection, connections, connectTimeout, readTimeout, head -> {});
        return answered(exchange, sent(client, exchange, logins));
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
            return new TransportException(
                    "the server wants a client certificate, and there is none to show",
                    Optional.of(StatusFailure.HINT_FOR_CERTIFICATE));
        }
        return exchange.failure(connectTimeout);
    }

    private static TransportException withProxy(TransportException failure, Optional<Proxy> proxy) {
        return proxy.isEmpty() ? failure : failure.with(StatusFailure.through(proxy));
    }

    private synchronized RestExchange client(Route route) throws TransportException {
        List<Boolean> kind = List.of(route.secure(), route.checked());
        RestExchange client = clients.get(kind);
        if (client == null) {
            client = new RestExchange(vertx, route.secure() ? tls(route.checked()) : null, LONGEST_IDLE);
            clients.put(kind, client);
        }
        return client;
    }

    private Tls tls(boolean checked) throws TransportException {
        try {
            return new Tls(checked ? contexts.checked() : contexts.unchecked(), checked, sockets::named);
        } catch (TrustException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
    }
}
