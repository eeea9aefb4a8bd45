package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.connect.Target;
import dev.ptex.connect.Way;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From Vert.x' name for a connection to the channel that has its socket. */
@Timeout(60)
class HandoverTest {
    private static final Route ROUTE = new Route(false, new Target("origin.test", 80), Optional.empty());

    private final AdoptedSockets sockets = new AdoptedSockets();
    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        loop.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Connection offer() throws IOException {
        return sockets.offer(ROUTE, 0, false, new Way(SocketChannel.open(server.getLocalAddress()), Optional.empty()));
    }

    private SocketAddress address(String name) {
        return sockets.convert(io.vertx.core.net.SocketAddress.inetSocketAddress(80, name));
    }

    /** As Vert.x does it: the address first, and then Netty makes the channel. */
    private ChannelFuture connect(SocketAddress address) {
        ChannelFactory<? extends Channel> factory = sockets.channelFactory(false);
        return new Bootstrap()
                .group(loop)
                .channelFactory(factory)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .awaitUninterruptibly();
    }

    @Test
    void connection_isMetByItsName() throws IOException {
        Connection first = offer();
        Connection second = offer();

        for (Connection connection : new Connection[] {second, first}) {
            ChannelFuture connected = connect(address(connection.name()));

            assertThat(connected.isSuccess()).isTrue();
            connected.channel().close().syncUninterruptibly();
            assertThat(connection.isReusable()).isFalse();
        }
    }

    /** As it would be if two event loops asked at once. */
    @Test
    void connectionsThatAreMixedUp_areNotUsed() throws IOException {
        SocketAddress first = address(offer().name());
        SocketAddress second = address(offer().name());

        ChannelFuture connected = connect(first);

        assertThat(connected.cause()).isInstanceOf(AssertionError.class);
        assertThat(connect(second).isSuccess()).isFalse();
    }

    @Test
    void connectionThatHasEnded_isNotMadeAnew() throws IOException {
        Connection connection = offer();
        connect(address(connection.name())).channel().close().syncUninterruptibly();

        assertThat(sockets.named(connection.name())).isNull();
        assertThat(connect(address(connection.name())).cause()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void troubleWithoutWords_isSaidToHaveNone() {
        Trouble trouble = Trouble.of(null, new SSLException((String) null));

        assertThat(trouble.reason()).isEqualTo("TLS failed: no reason is known");
    }

    /** Or the server would be blamed for it, and asked again. */
    @Test
    void errorOfThisProgram_isNoTroubleOfTheConnection() {
        AssertionError error = new AssertionError();

        assertThatThrownBy(() -> Trouble.of(null, new IOException(error))).isSameAs(error);
    }
}
