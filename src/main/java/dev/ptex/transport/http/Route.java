package dev.ptex.transport.http;

import dev.ptex.auth.Login;
import dev.ptex.connect.Target;
import dev.ptex.proxy.Proxy;
import dev.ptex.url.Url;
import java.util.Locale;
import java.util.Optional;

/**
 * The way to an origin. A connection serves only the one that it was made for: what a proxy has let through for one user
 * is not for another, nor for another origin.
 *
 * @param secure whether TLS is spoken at its end
 * @param checked whether whoever answers there has to prove who that is
 * @param proxy what it leads through, with the user's credentials
 * @param owner whose it is, if the origin takes all that comes over it for this user's
 */
record Route(boolean secure, boolean checked, Target target, Optional<Proxy> proxy, Optional<Login> owner) {
    /** One that is checked, and for whoever takes it. */
    Route(boolean secure, Target target, Optional<Proxy> proxy) {
        this(secure, true, target, proxy, Optional.empty());
    }

    static Route of(Hop hop, Optional<Proxy> proxy) {
        Url url = hop.url();
        Target target = new Target(url.host().toLowerCase(Locale.ROOT), url.effectivePort());
        return new Route(url.isSecure(), hop.isChecked(), target, proxy, hop.owner());
    }
}
