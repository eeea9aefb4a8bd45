package dev.ptex.doctor;

import dev.ptex.connect.DialException;
import dev.ptex.connect.Reach;
import dev.ptex.connect.Target;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyChoice;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.proxy.ProxyException;
import dev.ptex.transport.Transports;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Goes the way to a file stage by stage, as far as it leads, without fetching the file. */
public final class Checkup {
    private final ProxyEnvironment proxies;
    private final Reach reach;
    private final TrustRoots roots;
    private final Transports transports;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /** @param transports as fetches have them, so that all behind a connection is found as a fetch would find it */
    public Checkup(
            ProxyEnvironment proxies,
            Reach reach,
            TrustRoots roots,
            Transports transports,
            Clock clock,
            LongSupplier nanoTime) {
        this.proxies = proxies;
        this.reach = reach;
        this.roots = roots;
        this.transports = transports;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Tells of each stage in order, once it has come to its end, up to the first that fails.
     *
     * @param verified whether a hash is known that would check the bytes
     * @param findings told by this thread, or while it waits
     */
    public void of(Url url, boolean verified, Consumer<Finding> findings) {
        try {
            ProxyChoice choice = proxies.choose(url);
            findings.accept(Finding.known(
                    "proxy",
                    choice.proxy()
                            .map(proxy -> proxy + ", as " + choice.reason() + " says")
                            .orElse("none: " + choice.reason())));
            if (url.scheme().equals("file") || reached(url, choice.proxy(), findings)) {
                Passage passage = new Passage(url, choice.proxy(), roots, nanoTime, findings);
                new HttpProbe(transports, clock, passage, findings).ask(url, verified);
            }
        } catch (ProxyException e) {
            findings.accept(new Finding(
                    "proxy",
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    false,
                    Optional.of("set ptex.proxy.url to http://HOST:PORT")));
        }
    }

    /** Whether there is a connection to the proxy or, where there is none, to the server. */
    private boolean reached(Url url, Optional<Proxy> proxy, Consumer<Finding> findings) {
        Target target = proxy.map(named -> new Target(named.host(), named.port()))
                .orElseGet(() -> new Target(url.host(), url.effectivePort()));
        Optional<SocketChannel> channel = addresses(target, proxy.isPresent(), findings)
                .flatMap(known -> channel(target, known, proxy.isPresent(), findings));
        channel.ifPresent(Checkup::close);
        return channel.isPresent();
    }

    private Optional<List<InetAddress>> addresses(Target target, boolean proxied, Consumer<Finding> findings) {
        long begun = nanoTime.getAsLong();
        try {
            List<InetAddress> addresses = reach.addresses(target.host());
            String list = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            findings.accept(Finding.good("DNS", target.host() + " is " + list, since(begun)));
            return Optional.of(addresses);
        } catch (DialException e) {
            findings.accept(Finding.bad(
                    "DNS",
                    String.valueOf(e.getMessage()),
                    since(begun),
                    Optional.of(
                            proxied
                                    ? "check the proxy's name, and this machine's name server"
                                    : "check the name, and this machine's name server; where only a proxy knows such"
                                            + " names, set ptex.proxy.url")));
            return Optional.empty();
        }
    }

    private Optional<SocketChannel> channel(
            Target target, List<InetAddress> addresses, boolean proxied, Consumer<Finding> findings) {
        long begun = nanoTime.getAsLong();
        try {
            SocketChannel channel = reach.connect(target, addresses);
            findings.accept(Finding.good("TCP", "connected to " + target, since(begun)));
            return Optional.of(channel);
        } catch (DialException e) {
            findings.accept(Finding.bad(
                    "TCP",
                    String.valueOf(e.getMessage()),
                    since(begun),
                    Optional.of(
                            proxied
                                    ? "check the proxy's host and port in ptex.proxy.url or the variable"
                                    : "check host and port; where a firewall lets nobody out but a proxy, set"
                                            + " ptex.proxy.url")));
            return Optional.empty();
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It has shown what it was to show.
        }
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }
}
