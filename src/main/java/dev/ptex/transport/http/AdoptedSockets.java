package dev.ptex.transport.http;

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
 */
public final class AdoptedSockets extends JDKTransport {
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicLong offers = new AtomicLong();
    /**
     * What Vert.x is about to connect to: it asks for the address, and then, in the same turn of its event loop, for the
     * channel. There is one event loop (application.properties).
     */
    private volatile @Nullable Connection next;

    /** Keeps a socket for Vert.x, under a name that no other connection has. */
    Connection offer(Route route, int number, SocketChannel socket) {
        Connection connection = new Connection("connection-" + offers.incrementAndGet(), route, number, socket);
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

    /** An address that needs no look-up: the socket knows where it leads, and a name may only mean something there. */
    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        next = named(address.host());
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    private Channel adopt() {
        Connection connection = next;
        SocketChannel socket = connection == null ? null : connection.takeSocket();
        if (connection == null || socket == null) {
            // It was kept, and has been closed: Vert.x tries to make it anew. In a native executable, a factory that
            // throws has its stack trace printed.
            return new LostChannel();
        }
        AdoptedChannel channel = new AdoptedChannel(socket, buffers);
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

    /** A channel whose connecting is done before it begins. */
    private static final class AdoptedChannel extends NioSocketChannel {
        AdoptedChannel(SocketChannel socket, ReceiveBuffers buffers) {
            super(null, socket);
            config().setRecvByteBufAllocator(buffers);
        }

        @Override
        protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local) {
            return true;
        }
    }
}
