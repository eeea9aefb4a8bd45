package dev.ptex.connect;

import dev.ptex.auth.Login;
import dev.ptex.auth.Logins;
import dev.ptex.auth.RequestLine;
import dev.ptex.connect.DialException.Remedy;
import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import dev.ptex.text.Seconds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Makes connected sockets: straight to a target, or through a proxy, whose handshake is done when the socket is handed
 * out and of whose reply not one byte too many has been read. Any number of threads may call it at once; an interrupt
 * ends a call with a {@link DialException}, and stays pending.
 */
public final class Dialer {
    private final Reach reach;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final String userAgent;
    private final Logins logins;
    private final ProxyTls tls;

    /**
     * @param timeout for the whole way: the look-up, all addresses that are tried, and a proxy's replies
     * @param logins at proxies
     * @param tls for proxies that are spoken to in TLS
     */
    public Dialer(
            Resolver resolver, Duration timeout, LongSupplier nanoTime, String userAgent, Logins logins, ProxyTls tls) {
        this.reach = new Reach(resolver, timeout, nanoTime);
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.userAgent = userAgent;
        this.logins = logins;
        this.tls = tls;
    }

    public SocketChannel direct(Target target) throws DialException {
        return connect(target, Deadline.after(timeout, nanoTime));
    }

    /**
     * Connects to a proxy, and leaves it at that: plain HTTP is asked of the proxy itself.
     *
     * @param observer is shown TLS to the proxy
     * @throws DialException naming the proxy
     */
    public Way to(Proxy proxy, ResponseObserver observer) throws DialException {
        Handshake nothing = (streams, target) -> true;
        Target itself = new Target(proxy.host(), proxy.port());
        return attempt(nothing, proxy, itself, Deadline.after(timeout, nanoTime), observer)
                .orElseThrow();
    }

    /**
     * Connects to a target through a proxy.
     *
     * @param observer is shown TLS to the proxy, and what an HTTP proxy answers
     * @throws DialException naming the proxy
     */
    public Way through(Proxy proxy, Target target, ResponseObserver observer) throws DialException {
        Deadline deadline = Deadline.after(timeout, nanoTime);
        Target asked = switch (proxy.kind()) {
            case SOCKS4, SOCKS5 -> resolved(proxy, target, deadline);
            default -> target;
        };
        try (Handshake handshake = handshake(proxy, target, observer)) {
            // Each turn says what was not said before, or a password that was not answered: there are only a few.
            while (true) {
                Optional<Way> way = attempt(handshake, proxy, asked, deadline, observer);
                if (way.isPresent()) {
                    observer.tunnelled();
                    return way.get();
                }
            }
        }
    }

    /** @return nothing if the proxy wants to be asked again over another connection */
    private Optional<Way> attempt(
            Handshake handshake, Proxy proxy, Target asked, Deadline deadline, ResponseObserver observer)
            throws DialException {
        SocketChannel channel = reach(proxy, deadline);
        boolean open = false;
        try {
            ProxyStreams streams = ProxyStreams.of(channel, deadline);
            Optional<TlsRecords> records = records(proxy);
            if (records.isPresent()) {
                streams = new TlsStreams(records.get(), streams).open();
                observer.secured(records.get().session(), true);
            }
            open = handshake.perform(streams, asked);
            channel.socket().setSoTimeout(0);
            return open ? Optional.of(new Way(channel, records)) : Optional.empty();
        } catch (SocketTimeoutException e) {
            throw new DialException(
                    "the proxy " + proxy + " did not answer within " + Seconds.of(timeout), Remedy.TRYING_AGAIN);
        } catch (ClosedByInterruptException e) {
            throw new DialException("connecting through the proxy " + proxy + " was interrupted");
        } catch (SSLException e) {
            throw TlsTrouble.with(proxy, e);
        } catch (RefusedException e) {
            throw new DialException("the proxy " + proxy + " " + e.getMessage(), e.remedy());
        } catch (IOException e) {
            throw new DialException("the proxy " + proxy + " closed the connection", Remedy.TRYING_AGAIN);
        } finally {
            // Also if the observer fails.
            if (!open) {
                close(channel);
            }
        }
    }

    private Optional<TlsRecords> records(Proxy proxy) throws DialException {
        return proxy.kind() == ProxyKind.HTTPS
                ? Optional.of(new TlsRecords(tls.engine(new Target(proxy.host(), proxy.port()))))
                : Optional.empty();
    }

    private Handshake handshake(Proxy proxy, Target target, ResponseObserver observer) {
        return switch (proxy.kind()) {
            case HTTP, HTTPS ->
                new Tunnel(
                        proxy.login(logins).map(login -> login.converse(new RequestLine("CONNECT", target.toString()))),
                        userAgent,
                        observer);
            case SOCKS4, SOCKS4A -> new Socks4(proxy.credential());
            case SOCKS5, SOCKS5H ->
                new Socks5(proxy.credential(), proxy.login(logins).map(Login::trial));
        };
    }

    private SocketChannel reach(Proxy proxy, Deadline deadline) throws DialException {
        try {
            return connect(new Target(proxy.host(), proxy.port()), deadline);
        } catch (DialException e) {
            throw new DialException("the proxy " + proxy + " cannot be reached: " + e.getMessage(), e.remedy());
        }
    }

    /** The target's address: SOCKS4 has only room for version 4 (RFC 1928's predecessor). */
    private Target resolved(Proxy proxy, Target target, Deadline deadline) throws DialException {
        boolean socks4 = proxy.kind() == ProxyKind.SOCKS4;
        List<InetAddress> addresses;
        try {
            addresses = addresses(target, deadline);
        } catch (DialException e) {
            // Where only the proxy may look names up, this is what to change.
            ProxyKind other = socks4 ? ProxyKind.SOCKS4A : ProxyKind.SOCKS5H;
            throw new DialException(
                    e.getMessage() + "; as "
                            + new Proxy(other, proxy.host(), proxy.port(), Optional.empty())
                            + " the proxy would look it up",
                    e.remedy());
        }
        return addresses.stream()
                .filter(address -> address.getAddress().length == 4 || !socks4)
                .findFirst()
                .map(address -> new Target(address.getHostAddress(), target.port()))
                .orElseThrow(() -> new DialException("no IPv4 address is known for " + target.host()
                        + ", and the proxy " + proxy + " takes no other"));
    }

    /** A quarter of the time is left for connecting, however long the look-up takes. */
    private List<InetAddress> addresses(Target target, Deadline deadline) throws DialException {
        return reach.addresses(target.host(), Duration.ofMillis(Math.max(1, deadline.remainingMillis() / 4L * 3)));
    }

    private SocketChannel connect(Target target, Deadline deadline) throws DialException {
        return reach.connect(target, addresses(target, deadline), deadline);
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use to anybody.
        }
    }
}
