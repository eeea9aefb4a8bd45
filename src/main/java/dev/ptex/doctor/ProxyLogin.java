package dev.ptex.doctor;

import dev.ptex.proxy.Proxy;
import java.util.Optional;

/** Words for a proxy that lets only those through who log in. */
final class ProxyLogin {
    private ProxyLogin() {}

    /**
     * What to do about it.
     *
     * @param proxy nothing if one answers that nobody has named
     */
    static String next(Optional<Proxy> proxy) {
        return (proxy.flatMap(Proxy::credential).isPresent() ? "correct" : "set")
                + " ptex.proxy.username and ptex.proxy.password";
    }
}
