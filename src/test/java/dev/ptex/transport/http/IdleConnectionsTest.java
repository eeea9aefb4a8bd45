package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Settings;
import dev.ptex.connect.Way;
import dev.ptex.testing.Http2Peer;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections that are kept, and asked for nothing. */
@QuarkusTest
class IdleConnectionsTest extends HttpTestBase {
    private static final Duration LONG = Duration.ofSeconds(20);
    /** In seconds: Vert.x takes no smaller unit, and has a clock of its own. */
    private static final int LONGEST_IDLE = 1;

    private AdoptedSockets sockets() {
        return (AdoptedSockets) ((VertxInternal) vertx).transport();
    }

    /** Fetches over a connection that is kept then. */
    private void fetch(String url, @Nullable Tls tls) throws Exception {
        Hop hop = Hop.of(Url.parse(url), Optional.empty(), List.of()).unchecked();
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), hop.url().effectivePort());
        Way way = new Way(SocketChannel.open(address), Optional.empty());
        Connection connection = sockets().offer(Route.of(hop, Optional.empty()), 0, false, way);
        Exchange exchange = new Exchange(hop, connection, new Connections(), LONG, LONG, head -> {});
        Reply reply = Objects.requireNonNull(new RestExchange(vertx, tls, LONGEST_IDLE).send(exchange));
        assertThat(reply.body().readAllBytes()).isEqualTo(HELLO);
    }

    @Test
    void idleConnection_isClosed() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Integer> afterTheReply = thread.submit(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(new byte[10_000]);
                    String reply = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
                    client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                    return client.getInputStream().read();
                }
            });

            fetch("http://127.0.0.1:" + listener.getLocalPort() + "/x", null);

            assertThat(afterTheReply.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(-1);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void idleConnectionOfHttp2_isClosed() throws Exception {
        Environment environment = new Environment(Map.of());
        Settings settings = new Settings(environment, List.of());
        TlsContexts contexts = TlsContexts.of(environment, settings, TrustRoots.of(environment, settings));
        CountDownLatch closed = new CountDownLatch(1);
        try (Http2Peer peer = peer(stream -> {
            stream.head(200).data(HELLO).end().awaitEnd();
            closed.countDown();
        })) {
            fetch(url(peer), new Tls(contexts.unchecked(), false, sockets()::named));

            assertThat(closed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }
}
