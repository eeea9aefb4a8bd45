package dev.ptex.transport.http;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by Quarkus' REST client, from any number of threads.
 *
 * <p>The URI that the client gets is made of names: the connection stands where the host would, so that the client's own
 * pool keeps it and finds it again, and the path tells which exchange it is.
 */
final class RestExchange {
    /** As large as curl's; signed redirects and security policies make long headers. */
    static final int MAX_HEADERS = 300 * 1024;
    /**
     * How much a server may send for each round trip: HTTP/2's own default is 64 KiB, and what is used up is only given
     * back by halves. Enough for 10 MB/s over 200 ms.
     */
    private static final int HTTP2_WINDOW = 4 << 20;

    private final RemoteFile client;
    private final Vertx vertx;
    private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /**
     * @param tls nothing for plain HTTP
     * @param longestIdle after how many seconds a connection that is idle is closed
     */
    RestExchange(Vertx vertx, @Nullable Tls tls, int longestIdle) {
        this.vertx = vertx;
        this.client = QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create("http://each.call.says.invalid"))
                .followRedirects(false)
                .disableDefaultMapper(true)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, 1)
                .httpClientOptionsCustomizer(options -> configure(options, tls, longestIdle))
                .httpClientRequestCustomizer(this::begin)
                .register((ClientRequestFilter) request -> request.getHeaders().clear())
                .build(RemoteFile.class);
    }

    /** What the builder took from system properties or Quarkus' own settings must not reach out from here. */
    private static void configure(HttpClientOptions options, @Nullable Tls tls, int longestIdle) {
        options.setProxyOptions(null).setTrustAll(false).setVerifyHost(false);
        options.setDecompressionSupported(false);
        options.setKeepAliveTimeout(longestIdle).setHttp2KeepAliveTimeout(longestIdle);
        options.setMaxHeaderSize(MAX_HEADERS).setMaxInitialLineLength(MAX_HEADERS);
        if (tls != null) {
            // Without "ssl", Vert.x would take the JDK's engines as they are.
            options.setSsl(true).setSslEngineOptions(tls).setSslHandshakeTimeout(0);
            options.setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
            options.setHttp2ConnectionWindowSize(HTTP2_WINDOW)
                    .setInitialSettings(new Http2Settings()
                            .setInitialWindowSize(HTTP2_WINDOW)
                            .setMaxHeaderListSize(MAX_HEADERS));
        }
    }

    /**
     * Sends a request, and waits for the reply's head.
     *
     * @return nothing if there is none; the exchange says why
     */
    @Nullable
    Reply send(Exchange exchange) {
        String id = "/" + number.incrementAndGet();
        exchanges.put(id, exchange);
        try {
            exchange.watch(vertx);
            String scheme = exchange.hop().url().scheme();
            client.get(URI.create(scheme + "://" + exchange.connection().name() + id));
            return exchange.reply();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            exchange.failed(e);
            return null;
        } finally {
            exchanges.remove(id);
        }
    }

    /** On the event loop, when the connection stands. */
    private void begin(HttpClientRequest request) {
        Exchange exchange = exchanges.get(request.getURI());
        if (exchange == null) {
            throw new IllegalStateException("no such request is being sent");
        }
        exchange.begin(request, MAX_HEADERS);
    }
}
