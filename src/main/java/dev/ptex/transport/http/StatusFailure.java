package dev.ptex.transport.http;

import dev.ptex.auth.Challenges;
import dev.ptex.credential.CredentialStore;
import dev.ptex.proxy.Proxy;
import dev.ptex.transport.TransportException;
import dev.ptex.url.Url;
import java.util.Optional;
import java.util.Set;

/** Words for a status that is not the file. */
final class StatusFailure {
    /** What may be over soon: the client's or a gateway's timeouts, too many requests, a server in trouble. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504, 522, 524);

    /** What may be said of a client certificate that was not shown. */
    private static final Set<Integer> OF_CERTIFICATES = Set.of(400, 401, 403, 495, 496);

    static final String HINT_FOR_CERTIFICATE =
            "set ptex.tls.client-cert to a PEM or PKCS#12 file with one, and ptex.tls.client-key to its key";

    private StatusFailure() {}

    /**
     * @param certificateLacks whether the server has asked for a client certificate, and was shown none
     * @param outcome what whoever answers thought of a password, if it got one
     */
    static TransportException of(
            Reply reply, Url url, Optional<Proxy> proxy, boolean certificateLacks, String outcome) {
        // A server need not say more than the number (RFC 9112 section 4).
        String answered = (" answered " + reply.status() + " " + reply.reason()).stripTrailing();
        if (reply.status() == 407 && proxy.isPresent()) {
            Challenges challenges = Challenges.in(reply.head(), "Proxy-Authenticate");
            return new TransportException(
                    "the proxy " + proxy.get() + answered + challenges.wishOfProxy() + outcome,
                    challenges.admitPassword() ? Optional.of(hintForProxy(proxy.get())) : Optional.empty());
        }
        String reason = "the server" + answered + through(proxy);
        if (PASSING.contains(reply.status())) {
            return TransportException.passing(reason, reply.retryAfter());
        }
        String wish = reply.status() == 401
                ? Challenges.in(reply.head(), "WWW-Authenticate").wish() + outcome
                : "";
        // nginx, Apache and IIS go on without it, and answer so.
        String certificate = certificateLacks && OF_CERTIFICATES.contains(reply.status())
                ? "; it wants a client certificate, and there is none to show"
                : "";
        Optional<String> hint =
                reply.status() == 401 ? Optional.of(CredentialStore.sources(url.host())) : Optional.empty();
        hint = certificate.isEmpty() ? hint : Optional.of(HINT_FOR_CERTIFICATE);
        if (reply.status() == 403) {
            return TransportException.forbidden(reason + certificate, hint);
        }
        return new TransportException(reason + wish + certificate, hint);
    }

    /** Names the proxy, which may be the one that answered. */
    static String through(Optional<Proxy> proxy) {
        return proxy.map(named -> " (through the proxy " + named + ")").orElse("");
    }

    /** What to do about a proxy that does not let us through. */
    static String hintForProxy(Proxy proxy) {
        return (proxy.credential().isPresent() ? "correct" : "set")
                + " ptex.proxy.username and ptex.proxy.password (PTEX_PROXY_USERNAME, PTEX_PROXY_PASSWORD), or the user"
                + " and password in the proxy's URL";
    }
}
