package dev.ptex.proxy;

import java.util.Optional;

/**
 * The proxy that leads to a URL, and who says so.
 *
 * @param proxy nothing if the URL is to be reached straight
 * @param reason what names the proxy, as {@code https_proxy} or {@code ptex.proxy.url in /etc/ptex/ptex.properties:3}; or why there is none
 */
public record ProxyChoice(Optional<Proxy> proxy, String reason) {
    static ProxyChoice none(String reason) {
        return new ProxyChoice(Optional.empty(), reason);
    }
}
