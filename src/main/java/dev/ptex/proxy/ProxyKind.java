package dev.ptex.proxy;

import java.util.Arrays;
import java.util.Optional;

/** How a proxy is spoken to; the names are libcurl's. */
public enum ProxyKind {
    HTTP("http"),
    /** As HTTP, over TLS to the proxy. */
    HTTPS("https"),
    /** The proxy is given an address, which we look up. */
    SOCKS4("socks4"),
    /** The proxy is given a name, which it looks up. */
    SOCKS4A("socks4a"),
    /** The proxy is given an address, which we look up. */
    SOCKS5("socks5"),
    /** The proxy is given a name, which it looks up. */
    SOCKS5H("socks5h");

    private final String scheme;

    ProxyKind(String scheme) {
        this.scheme = scheme;
    }

    static Optional<ProxyKind> ofScheme(String scheme) {
        String canonical = scheme.equals("socks") ? "socks4" : scheme;
        return Arrays.stream(values())
                .filter(kind -> kind.scheme.equals(canonical))
                .findFirst();
    }

    public String scheme() {
        return scheme;
    }

    public boolean isSocks() {
        return this != HTTP && this != HTTPS;
    }
}
