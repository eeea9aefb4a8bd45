package dev.ptex.transport.http;

import dev.ptex.connect.Way;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets Vert.x talk over sockets that are connected already.
 *
 * <p>Vert.x would look names up and talk to proxies itself, but it resolves no name for SOCKS4 and SOCKS5, says little
 * about why a proxy refused, tries one address of a host only, and its proxy handlers cannot take part in a challenge
 * (Digest, NTLM). So a {@code Dialer} makes the way to the origin, and Vert.x takes over from there: TLS and HTTP.
 *
 * <p>Any thread may offer a connection; Vert.x calls from its event loop.
 */
public final class AdoptedSockets extends JDKTransport {
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicLong offers = new AtomicLong();
    /**
     * What Vert.x is about to connect to. It asks for the address and then for the channel, in one expression of {@code
     * ChannelProvider}; nothing that it passes tells the two calls that they belong together. There is one event loop
     * (application.properties), so that nothing comes between them, and {@link AdoptedChannel} checks that nothing did.
     */
    private volatile @Nullable Connection next;

    /**
     * Keeps a socket for Vert.x, under a name that no other connection has.
     *
     * @param http1 whether nothing newer is spoken, though the origin may offer it
     */
    Connection offer(Route route, int number, boolean http1, Way way) {
        Connection connection =
                new Connection("connection-" + offers.incrementAndGet(), route, number, http1, way.channel());
        connection.layOver(way.tls());
        connections.put(connection.name(), connection);
        return connection;
    }

    /** @return nothing if it has ended */
    @Nullable
    Connection named(String name) {
        return connections.get(name);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return this::adopt;
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        Connection connection = named(address.host());
        next = connection;
        return new Destination(connection);
    }

    private Channel adopt() {
        Connection connection = next;
        next = null;
        SocketChannel socket = connection == null ? null : connection.takeSocket();
        if (connection == null || socket == null) {
            // It was kept, and has been closed: Vert.x tries to make it anew. In a native executable, a factory that
            // throws has its stack trace printed.
            return new LostChannel();
        }
        AdoptedChannel channel = new AdoptedChannel(connection, socket, buffers);
        if (connection.route().secure()) {
            channel.pipeline().addLast(new NameWarning());
        }
        connection.adoptedBy(channel);
        channel.closeFuture().addListener(end -> connections.remove(connection.name()));
        return channel;
    }

    /** A channel that does not connect. */
    private static final class LostChannel extends NioSocketChannel {
        @Override
        protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local) throws ClosedChannelException {
            throw new ClosedChannelException();
        }
    }

    /** An address that needs no look-up: the socket knows where it leads, and a name may only mean something there. */
    private static final class Destination extends InetSocketAddress {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Connection connection;

        Destination(@Nullable Connection connection) {
            super(InetAddress.getLoopbackAddress(), 1);
            this.connection = connection;
        }
    }

    /** A channel whose connecting is done before it begins. */
    private static final class AdoptedChannel extends NioSocketChannel {
        private final Connection connection;

        AdoptedChannel(Connection connection, SocketChannel socket, ReceiveBuffers buffers) {
            super(null, socket);
            this.connection = connection;
            config().setRecvByteBufAllocator(buffers);
            connection.beneath().ifPresent(records -> pipeline().addFirst(new ProxyRecords(records)));
        }

        @Override
        protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local) throws ClosedChannelException {
            if (connection.isClosed()) {
                throw new ClosedChannelException();
            }
            if (!(remote instanceof Destination destination) || destination.connection != connection) {
                throw new AssertionError("connections were mixed up: there is more than one event loop");
            }
            return true;
        }
    }
}
