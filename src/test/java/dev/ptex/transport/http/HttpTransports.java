package dev.ptex.transport.http;

import dev.ptex.auth.Logins;
import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.Settings;
import dev.ptex.credential.CredentialStore;
import dev.ptex.credential.Helpers;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustRoots;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Transports as CDI puts them together. */
public final class HttpTransports {
    private static final String VERSION = "2.0.0";

    private HttpTransports() {}

    public static HttpTransport of(Vertx vertx, Environment environment, PtexConfig config) {
        return of(vertx, environment, config, new Settings(environment, List.of()), SitePolicy.NONE);
    }

    public static HttpTransport of(
            Vertx vertx, Environment environment, PtexConfig config, Settings settings, SitePolicy policy) {
        HttpWiring wiring = new HttpWiring();
        TlsContexts contexts = TlsContexts.of(environment, settings, TrustRoots.of(environment, settings));
        Logins logins = new Logins(SecureRandom::new, Clock.systemUTC());
        return wiring.transport(
                vertx,
                new ProxyEnvironment(environment, settings),
                new CredentialStore(environment, Helpers.NONE, ""),
                contexts,
                logins,
                wiring.dialer(contexts, logins, config, VERSION),
                config,
                policy,
                VERSION);
    }
}
