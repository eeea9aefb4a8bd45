package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.proxy.Proxy;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches over HTTP and HTTPS, hop by hop: each redirect is a request of its own, with its own proxy, connection,
 * headers and credentials. One for all threads of a process, as it keeps the connections.
 */
public final class HttpTransport implements Transport {
    private final Routes routes;
    private final RequestHeaders headers;
    private final Exchanges exchanges;

    HttpTransport(Routes routes, RequestHeaders headers, Exchanges exchanges) {
        this.routes = routes;
        this.headers = headers;
        this.exchanges = exchanges;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public TransportResponse open(TransportRequest request) throws TransportException {
        Url url = request.url();
        boolean trusted = true;
        for (int redirects = 0; redirects <= Redirects.LIMIT; redirects++) {
            try {
                Optional<Proxy> proxy = routes.proxyFor(url);
                Reply reply = ask(request, url, proxy, trusted);
                Optional<Url> next = next(request, url, reply);
                if (next.isEmpty()) {
                    return response(request, url, reply, proxy);
                }
                reply.body().drain();
                trusted &= !url.isSecure() || next.get().isSecure();
                url = next.get();
            } catch (TransportException e) {
                throw redirects == 0 ? e : e.at(url);
            }
        }
        throw new TransportException("it redirects more than " + Redirects.LIMIT + " times");
    }

    private static Optional<Url> next(TransportRequest request, Url url, Reply reply) throws TransportException {
        try {
            return Redirects.next(url, reply.status(), reply.location(), request.verified());
        } catch (TransportException e) {
            reply.body().close();
            throw e;
        }
    }

    private Reply ask(TransportRequest request, Url url, Optional<Proxy> proxy, boolean trusted)
            throws TransportException {
        List<Header> fields = new ArrayList<>(headers.forHop(request, url, trusted));
        fields.addAll(Ranges.headers(request));
        Hop hop = Hop.of(url, proxy, fields);
        Reply reply = exchanges.send(hop, proxy, request.connection(), request.observer());
        request.observer().received(reply.head());
        return reply;
    }

    private TransportResponse response(TransportRequest request, Url url, Reply reply, Optional<Proxy> proxy)
            throws TransportException {
        boolean opened = false;
        try {
            TransportResponse response = Ranges.response(request, reply).orElseThrow(() -> failure(url, reply, proxy));
            opened = true;
            return response;
        } finally {
            if (!opened) {
                reply.body().close();
            }
        }
    }

    private TransportException failure(Url url, Reply reply, Optional<Proxy> proxy) {
        return StatusFailure.of(reply, proxy, exchanges.lacksCertificate(Route.to(url, proxy)));
    }
}
