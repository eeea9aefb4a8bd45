package dev.ptex.transport.http;

import dev.ptex.connect.Target;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets Vert.x talk over sockets that are connected already.
 *
 * <p>Vert.x would look names up and talk to proxies itself, but it resolves no name for SOCKS4 and SOCKS5, says little
 * about why a proxy refused, tries one address of a host only, and its proxy handlers cannot take part in a challenge
 * (Digest, NTLM). So a {@code Dialer} makes the way to the origin, and Vert.x takes over from there: TLS and HTTP.
 */
public final class AdoptedSockets extends JDKTransport {
    private final Map<Target, Queue<SocketChannel>> waiting = new ConcurrentHashMap<>();
    /** What Vert.x is about to connect to: it asks for the address, and then, on the same thread, for the channel. */
    @SuppressWarnings("ThreadLocalUsage") // There is one of these objects; static state would outlive it in tests.
    private final ThreadLocal<Target> next = new ThreadLocal<>();

    /** Keeps a socket for the next connection that Vert.x wants to this host and port. */
    void offer(Target origin, SocketChannel socket) {
        waiting.computeIfAbsent(origin, key -> new ConcurrentLinkedQueue<>()).add(socket);
    }

    /** Takes a socket back, unless Vert.x has it already. */
    boolean withdraw(Target origin, SocketChannel socket) {
        return waiting.getOrDefault(origin, new ConcurrentLinkedQueue<>()).remove(socket);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return () -> new AdoptedChannel(take());
    }

    /** An address that needs no look-up: the socket knows where it leads, and a name may only mean something there. */
    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        Target target = new Target(address.host(), address.port());
        next.set(target);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port());
    }

    private SocketChannel take() {
        Target target = next.get();
        SocketChannel socket =
                waiting.getOrDefault(target, new ConcurrentLinkedQueue<>()).poll();
        if (socket == null) {
            throw new IllegalStateException("no socket was dialled for " + target);
        }
        return socket;
    }

    /** A channel whose connecting is done before it begins. */
    private static final class AdoptedChannel extends NioSocketChannel {
        AdoptedChannel(SocketChannel socket) {
            super(null, socket);
        }

        @Override
        protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local) {
            return true;
        }
    }
}
