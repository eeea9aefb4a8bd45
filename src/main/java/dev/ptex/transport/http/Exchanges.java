package dev.ptex.transport.http;

import dev.ptex.proxy.Proxy;
import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.CertificateFailure;
import dev.ptex.trust.DiagnosingTrustManager;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TrustOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends hops, in plain or over TLS; makes what that takes at first need, so that a plain fetch loads no roots. */
final class Exchanges {
    /** HTTP/2's own default, 64 KiB, lets a distant server send only that much for each round trip. */
    private static final int HTTP2_WINDOW = 1 << 20;

    private static final int HTTP2_MAX_HEADERS = 300 * 1024;

    private final AdoptedSockets sockets;
    private final TrustRoots roots;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private @Nullable RestExchange plain;
    private @Nullable RestExchange secure;
    private @Nullable DiagnosingTrustManager judge;

    Exchanges(AdoptedSockets sockets, TrustRoots roots, Duration connectTimeout, Duration readTimeout) {
        this.sockets = sockets;
        this.roots = roots;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    /**
     * Sends a hop over a connected socket, which is closed if no reply comes.
     *
     * @param proxy what the socket leads through
     */
    Reply send(Hop hop, SocketChannel socket, Optional<Proxy> proxy) throws TransportException {
        try {
            return (hop.url().isSecure() ? secure() : plain()).send(hop, socket);
        } catch (TrustException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        } catch (ExchangeException e) {
            throw failure(e, StatusFailure.through(proxy));
        }
    }

    private synchronized RestExchange plain() {
        RestExchange exchange = plain;
        if (exchange == null) {
            exchange = new RestExchange(sockets, readTimeout, options -> {});
            plain = exchange;
        }
        return exchange;
    }

    private synchronized RestExchange secure() throws TrustException {
        RestExchange exchange = secure;
        if (exchange == null) {
            DiagnosingTrustManager trust = roots.diagnosing();
            exchange = new RestExchange(sockets, readTimeout, options -> tls(options, trust));
            judge = trust;
            secure = exchange;
        }
        return exchange;
    }

    private void tls(HttpClientOptions options, DiagnosingTrustManager trust) {
        options.setTrustOptions(TrustOptions.wrap(trust));
        options.setSslHandshakeTimeout(connectTimeout.toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        options.setHttp2ConnectionWindowSize(HTTP2_WINDOW)
                .setInitialSettings(
                        new Http2Settings().setInitialWindowSize(HTTP2_WINDOW).setMaxHeaderListSize(HTTP2_MAX_HEADERS));
    }

    private TransportException failure(ExchangeException e, String through) {
        return switch (e.kind()) {
            case NO_REPLY_IN_TIME ->
                TransportException.passing("no reply came for " + Seconds.of(readTimeout) + through);
            case NO_HANDSHAKE_IN_TIME ->
                TransportException.passing("no TLS handshake was made within " + Seconds.of(connectTimeout) + through);
            case CONNECTION_LOST ->
                TransportException.passing("the connection was closed before a reply came" + through);
            case NOT_HTTP -> new TransportException("what came is no HTTP reply" + through);
            case TLS -> tlsFailure(e, through);
        };
    }

    private synchronized TransportException tlsFailure(ExchangeException e, String through) {
        Optional<CertificateFailure> certificate = judge == null ? Optional.empty() : judge.failure();
        return certificate
                .map(failure -> new TransportException(failure.message() + through, failure.hint()))
                .orElseGet(() -> new TransportException("the TLS handshake failed: " + e.detail() + through));
    }
}
