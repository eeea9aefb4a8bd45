package dev.ptex.proxy;

import dev.ptex.credential.Credential;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.util.Optional;

/**
 * A proxy that the environment names.
 *
 * @param host without brackets
 */
public record Proxy(ProxyKind kind, String host, int port, Optional<Credential> credential) {
    /** libcurl's, for every kind; few mean it, but whoever writes no port to it gets it. */
    private static final int DEFAULT_PORT = 1080;

    /**
     * Reads a proxy's URL, which need not have a scheme.
     *
     * @param variable where it stands
     */
    static Proxy parse(String variable, String text) throws ProxyException {
        String complete = text.contains("://") ? text : "http://" + text.replaceFirst("^//", "");
        Url url;
        try {
            url = Url.parse(complete);
        } catch (MalformedUrlException e) {
            throw new ProxyException(
                    "the proxy \"" + shown(text) + "\" in " + variable + " is not understood: " + e.getMessage());
        }
        ProxyKind kind = ProxyKind.ofScheme(url.scheme())
                .orElseThrow(() -> new ProxyException("the proxy " + shown(text) + " in " + variable
                        + " cannot be used: " + url.scheme() + " to a proxy is not supported"));
        return new Proxy(
                kind,
                url.host(),
                url.port() == -1 ? DEFAULT_PORT : url.port(),
                url.userInfo().map(Credential::ofUserInfo));
    }

    /** The proxy for people, without its credentials. */
    @Override
    public String toString() {
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return kind.scheme() + "://" + literal + ":" + port;
    }

    private static String shown(String text) {
        return Redaction.text(text.substring(text.lastIndexOf('@') + 1));
    }
}
