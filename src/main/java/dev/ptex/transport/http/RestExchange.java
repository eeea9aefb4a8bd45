package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.transport.Validator;
import dev.ptex.url.Url;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by Quarkus' REST client, from any number of threads.
 *
 * <p>The client is made once and not for each hop, because making it takes longer than a short fetch. What the client's
 * callbacks are about is told by the path that it was given, which is another one for each request.
 */
final class RestExchange {
    /** As large as curl's; signed redirects and security policies make long headers. */
    private static final int MAX_HEADERS = 300 * 1024;

    private final RemoteFile client;
    private final AdoptedSockets sockets;
    private final Duration patience;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /** A request that was sent, as the event loop got to know it. */
    private static final class Pending {
        final Hop hop;
        volatile @Nullable HttpClientRequest request;
        volatile @Nullable Context context;
        volatile boolean timedOut;

        Pending(Hop hop) {
            this.hop = hop;
        }
    }

    /**
     * @param patience how long to wait for a reply
     * @param tls sets what TLS needs; sets nothing for plain HTTP
     */
    RestExchange(AdoptedSockets sockets, Duration patience, Consumer<HttpClientOptions> tls) {
        this.sockets = sockets;
        this.patience = patience;
        this.client = QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create("http://each.call.says.invalid"))
                .followRedirects(false)
                .disableDefaultMapper(true)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .httpClientOptionsCustomizer(options -> tls.accept(general(options)))
                .httpClientRequestCustomizer(this::prepare)
                .register((ClientRequestFilter) this::addHeaders)
                .build(RemoteFile.class);
    }

    /** What the builder took from system properties or Quarkus' own settings must not reach out from here. */
    private static HttpClientOptions general(HttpClientOptions options) {
        options.setProxyOptions(null).setTrustAll(false).setVerifyHost(true);
        options.setDecompressionSupported(false);
        options.setMaxHeaderSize(MAX_HEADERS).setMaxInitialLineLength(MAX_HEADERS);
        return options;
    }

    /**
     * Sends a request over a connected socket, and waits for the reply's head.
     *
     * @throws ExchangeException if there is none
     */
    Reply send(Hop hop, SocketChannel socket) throws ExchangeException {
        int port = sockets.offer(socket);
        URI address = address(hop.url(), port);
        Pending sent = new Pending(hop);
        pending.put(address.getPath(), sent);
        try {
            return reply(sent, client.get(address));
        } catch (RuntimeException e) {
            close(socket);
            OutOfMemory.rethrow(e);
            throw new ExchangeException(sent.timedOut, e);
        } finally {
            pending.remove(address.getPath());
            if (sockets.withdraw(port, socket)) {
                close(socket);
            }
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has served its time.
        }
    }

    /**
     * What the REST client needs to know: the host is what TLS checks, and the port has the socket. The real path and
     * query are set in {@link #prepare}.
     */
    private static URI address(Url url, int port) {
        String literal = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        URI real = URI.create(url.scheme() + "://" + literal + ":" + port + "/" + port);
        // java.net.URI knows no host with an underscore. Plain HTTP does not need it here.
        return real.getHost() != null ? real : URI.create(url.scheme() + "://underscore.invalid:" + port + "/" + port);
    }

    /** On the event loop, when the connection stands. */
    private void prepare(HttpClientRequest request) {
        Pending current = sent(request.getURI());
        current.request = request;
        current.context = Vertx.currentContext();
        String authority = current.hop.host().orElse(current.hop.url().authority());
        request.authority(HostAndPort.parseAuthority(authority, -1));
        request.setURI(current.hop.requestTarget());
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(patience.toMillis(), id -> {
            current.timedOut = true;
            request.connection().close();
        });
        request.response().onComplete(head -> {
            vertx.cancelTimer(timer);
            ResponseBody.holdBack(request.connection());
        });
    }

    private void addHeaders(ClientRequestContext context) {
        context.getHeaders().clear();
        for (Header header : sent(context.getUri().getPath()).hop.headers()) {
            context.getHeaders().add(header.name(), header.value().strip());
        }
    }

    private Pending sent(String path) {
        Pending sent = pending.get(path);
        if (sent == null) {
            throw new IllegalStateException("no such request is being sent");
        }
        return sent;
    }

    private Reply reply(Pending sent, Response answer) {
        HttpClientRequest request = sent.request;
        Context context = sent.context;
        if (request == null || context == null) {
            throw new IllegalStateException("an answer came to a request that was not sent");
        }
        HttpClientResponse response = request.response().result();
        OptionalLong length = length(response);
        return new Reply(
                response.statusCode(),
                response.statusMessage(),
                head(response),
                header(response, "Location"),
                length,
                header(response, "Content-Range").flatMap(ContentRange::parse),
                Validator.of(header(response, "ETag"), header(response, "Last-Modified")),
                header(response, "Retry-After").flatMap(text -> RetryAfter.parse(text, Instant.now())),
                header(response, "Accept-Ranges")
                        .filter(unit -> unit.strip().equals("bytes"))
                        .isPresent(),
                ResponseBody.takeOver(context, response, answer.readEntity(InputStream.class), length, patience));
    }

    private static Optional<String> header(HttpClientResponse response, String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    private static OptionalLong length(HttpClientResponse response) {
        String written = response.getHeader("Content-Length");
        // Netty has refused what is no number, and a length says nothing of a chunked body (RFC 9112 section 6.3).
        return written == null || response.getHeader("Transfer-Encoding") != null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(written.strip()));
    }

    private static ResponseHead head(HttpClientResponse response) {
        List<Header> headers = new ArrayList<>();
        response.headers().forEach(entry -> headers.add(new Header(entry.getKey(), entry.getValue())));
        // Vert.x does not tell a server's HTTP/1.0 from 1.1.
        String version = response.version() == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        return new ResponseHead(version + " " + response.statusCode() + " " + response.statusMessage(), headers);
    }
}
