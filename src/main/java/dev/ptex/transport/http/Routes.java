package dev.ptex.transport.http;

import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.connect.Target;
import dev.ptex.connect.Way;
import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.proxy.ProxyException;
import dev.ptex.transport.TransportException;
import dev.ptex.url.Url;
import java.util.Optional;

/** Makes the way to an origin: straight, or through the proxy that the environment names, and never around it. */
final class Routes {
    private final ProxyEnvironment proxies;
    private final Dialer dialer;

    Routes(ProxyEnvironment proxies, Dialer dialer) {
        this.proxies = proxies;
        this.dialer = dialer;
    }

    /** @throws TransportException if a proxy is set that cannot be used */
    Optional<Proxy> proxyFor(Url url) throws TransportException {
        try {
            return proxies.forUrl(url);
        } catch (ProxyException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
    }

    /** @param observer is shown what a proxy answers */
    Way dial(Hop hop, Optional<Proxy> proxy, ResponseObserver observer) throws TransportException {
        Target target = new Target(hop.url().host(), hop.url().effectivePort());
        try {
            if (proxy.isEmpty()) {
                return new Way(dialer.direct(target), Optional.empty());
            }
            return hop.absoluteForm()
                    ? dialer.to(proxy.get(), observer)
                    : dialer.through(proxy.get(), target, observer);
        } catch (DialException e) {
            if (e.isPassing()) {
                throw TransportException.passing(String.valueOf(e.getMessage()));
            }
            throw TransportException.unreachable(
                    String.valueOf(e.getMessage()),
                    e.credentialsWanted() ? proxy.map(StatusFailure::hintForProxy) : e.hint());
        }
    }
}
