package dev.ptex.transport.http;

import dev.ptex.auth.Logins;
import dev.ptex.auth.RequestLine;
import dev.ptex.credential.Credential;
import dev.ptex.credential.Grant;
import dev.ptex.header.Header;
import dev.ptex.mirror.SitePolicy;
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
    private final Logins logins;
    private final SitePolicy policy;
    private final boolean insecure;

    /** @param insecure whether certificates are not checked where a hash checks the bytes */
    HttpTransport(
            Routes routes,
            RequestHeaders headers,
            Exchanges exchanges,
            Logins logins,
            SitePolicy policy,
            boolean insecure) {
        this.routes = routes;
        this.headers = headers;
        this.exchanges = exchanges;
        this.logins = logins;
        this.policy = policy;
        this.insecure = insecure;
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
                Admission admission = admission(request, url, proxy, trusted);
                Reply reply = admission.send(request.connection(), request.observer());
                request.observer().certified(reply.body()::certifiedUntil);
                Optional<Url> next = next(request, url, reply);
                if (next.isEmpty()) {
                    return response(request, url, reply, proxy, admission.outcome(reply.status()));
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

    private Optional<Url> next(TransportRequest request, Url url, Reply reply) throws TransportException {
        try {
            Optional<Url> to = Redirects.next(url, reply.status(), reply.location(), request.verified());
            Optional<String> refusal = to.flatMap(place -> policy.refusal(place, request.url()));
            if (refusal.isPresent()) {
                throw new TransportException("it redirects to " + to.orElseThrow() + ", which is " + refusal.get());
            }
            return to;
        } catch (TransportException e) {
            reply.body().close();
            throw e;
        }
    }

    private Admission admission(TransportRequest request, Url url, Optional<Proxy> proxy, boolean trusted)
            throws TransportException {
        boolean checked = !insecure || !request.verified() || !url.isSecure();
        // Whoever answers might not be who is meant.
        Optional<Grant> grant = headers.grant(request, url, trusted && checked);
        List<Header> fields = new ArrayList<>(headers.forHop(request, url, grant));
        fields.addAll(Ranges.headers(request));
        Hop plain = checked
                ? Hop.of(url, proxy, fields)
                : Hop.of(url, proxy, fields).unchecked();
        Hop hop = request.headOnly() ? plain.asHead() : plain;
        return new Admission(
                exchanges,
                hop,
                proxy,
                grant.filter(Credential.class::isInstance)
                        .map(Credential.class::cast)
                        .map(credential -> logins.at(url.origin().toString(), credential, true)
                                .converse(new RequestLine(hop.method(), url.requestTarget()))),
                proxy.filter(named -> hop.absoluteForm())
                        .flatMap(named -> named.login(logins))
                        .map(login -> login.converse(new RequestLine(hop.method(), hop.requestTarget()))));
    }

    private TransportResponse response(
            TransportRequest request, Url url, Reply reply, Optional<Proxy> proxy, String outcome)
            throws TransportException {
        boolean opened = false;
        try {
            TransportResponse response =
                    Ranges.response(request, reply).orElseThrow(() -> failure(url, reply, proxy, outcome));
            opened = true;
            return response;
        } finally {
            if (!opened) {
                reply.body().close();
            }
        }
    }

    private TransportException failure(Url url, Reply reply, Optional<Proxy> proxy, String outcome) {
        Route route = reply.body().connection().route();
        return StatusFailure.of(reply, url, proxy, exchanges.lacksCertificate(route), outcome);
    }
}
