package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.connect.Way;
import dev.ptex.url.Url;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a kept connection that ends between being chosen and being used. */
@QuarkusTest
@Timeout(60)
class AdoptedSocketsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Vertx vertx;

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void endedConnection_isALostOneToTheRequest(String scheme) throws Exception {
        Url url = Url.parse(scheme + "://localhost:1/x");
        Hop hop = Hop.of(url, Optional.empty(), List.of());
        Connection ended =
                new Connection("connection-0", Route.of(hop, Optional.empty()), 0, false, SocketChannel.open());
        ended.close();
        Exchange exchange = new Exchange(hop, ended, new Connections(), PATIENCE, PATIENCE, head -> {});
        Tls tls = new Tls(SSLContext.getDefault(), true, name -> null);

        assertThat(new RestExchange(vertx, url.isSecure() ? tls : null, 60).send(exchange))
                .isNull();

        assertThat(exchange.trouble().remedy()).isEqualTo(Trouble.Remedy.ANOTHER_CONNECTION);
    }

    /** Another thread may end it while no event loop has it yet. */
    @Test
    void connectionThatIsEndedWhileItIsHandedOver_doesNotConnect() throws Exception {
        AdoptedSockets sockets = new AdoptedSockets();
        Hop hop = Hop.of(Url.parse("http://localhost:1/x"), Optional.empty(), List.of());
        Way way = new Way(SocketChannel.open(), Optional.empty());
        Connection ended = sockets.offer(Route.of(hop, Optional.empty()), 0, false, way);
        var place = sockets.convert(SocketAddress.inetSocketAddress(80, ended.name()));
        Channel channel = sockets.channelFactory(false).newChannel();

        ended.close();

        EventLoopGroup loop = new NioEventLoopGroup(1);
        loop.register(channel).sync();
        assertThat(channel.connect(place).await().cause()).isInstanceOf(ClosedChannelException.class);
        channel.close().sync();
        assertThat(channel.isOpen()).isFalse();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** In a native executable, Quarkus prints the stack trace of a factory that throws. */
    @Test
    void endedConnection_isNotThrownAtNetty() {
        AdoptedSockets sockets = new AdoptedSockets();
        sockets.convert(SocketAddress.inetSocketAddress(80, "connection-0"));

        Channel channel = sockets.channelFactory(false).newChannel();

        assertThat(channel.isActive()).isFalse();
        channel.unsafe().closeForcibly();
    }
}
