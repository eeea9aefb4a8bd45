package dev.ptex.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets Vert.x talk over sockets that are connected already.
 *
 * <p>Vert.x would look names up and talk to proxies itself, but it resolves no name for SOCKS4 and SOCKS5, says little
 * about why a proxy refused, tries one address of a host only, and its proxy handlers cannot take part in a challenge
 * (Digest, NTLM). So a {@code Dialer} makes the way to the origin, and Vert.x takes over from there: TLS and HTTP.
 */
public final class AdoptedSockets extends JDKTransport {
    private static final int PORTS = 0xffff;

    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final Map<Integer, SocketChannel> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger offers = new AtomicInteger();
    /** Where Vert.x is about to connect to: it asks for the address, and then, on the same thread, for the channel. */
    @SuppressWarnings("ThreadLocalUsage") // There is one of these objects; static state would outlive it in tests.
    private final ThreadLocal<Integer> next = new ThreadLocal<>();

    /**
     * Keeps a socket for Vert.x.
     *
     * @return the port for which Vert.x gets it, whatever the host; another one for each socket, so that each request
     *     has its own, and can be told by it
     */
    int offer(SocketChannel socket) {
        while (true) {
            int port = 1 + Math.floorMod(offers.getAndIncrement(), PORTS);
            if (waiting.putIfAbsent(port, socket) == null) {
                return port;
            }
        }
    }

    /** Takes a socket back, unless Vert.x has it already. */
    boolean withdraw(int port, SocketChannel socket) {
        return waiting.remove(port, socket);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return () -> new AdoptedChannel(take(), buffers);
    }

    /** An address that needs no look-up: the socket knows where it leads, and a name may only mean something there. */
    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        next.set(address.port());
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port());
    }

    private SocketChannel take() {
        SocketChannel socket = waiting.remove(next.get());
        if (socket == null) {
            throw new IllegalStateException("no socket was dialled for this connection");
        }
        return socket;
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
