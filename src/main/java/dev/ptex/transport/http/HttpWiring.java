package dev.ptex.transport.http;

import dev.ptex.auth.Logins;
import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.connect.Resolver;
import dev.ptex.connect.Target;
import dev.ptex.credential.CredentialStore;
import dev.ptex.credential.Helpers;
import dev.ptex.helper.CredentialHelpers;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.PeerName;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustException;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.Security;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what HTTP takes, for CDI; the parts know nothing of it. */
@Singleton
final class HttpWiring {
    @Produces
    @Singleton
    CredentialStore credentials(Environment environment, Settings settings) {
        List<Setting> helpers = settings.group("ptex.credential-helper");
        return new CredentialStore(
                environment,
                helpers.isEmpty() ? Helpers.NONE : new CredentialHelpers(helpers, Clock.systemUTC()),
                System.getProperty("user.home", ""));
    }

    @Produces
    @Singleton
    Dialer dialer(
            TlsContexts contexts,
            Logins logins,
            PtexConfig config,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new Dialer(
                Resolver.SYSTEM,
                config.connectTimeout(),
                System::nanoTime,
                userAgent(version),
                logins,
                proxy -> engine(contexts, proxy));
    }

    private static String userAgent(String version) {
        return "ptex/" + version;
    }

    @Produces
    @Singleton
    HttpTransport transport(
            Vertx vertx,
            ProxyEnvironment proxies,
            CredentialStore credentials,
            TlsContexts contexts,
            Logins logins,
            Dialer dialer,
            PtexConfig config,
            SitePolicy policy,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        // A look-up that has failed may be asked again at once; the JDK would remember its failure for 10 s.
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Routes routes = new Routes(proxies, dialer);
        return new HttpTransport(
                routes,
                new RequestHeaders(userAgent(version), credentials),
                new Exchanges(
                        vertx,
                        (AdoptedSockets) ((VertxInternal) vertx).transport(),
                        routes,
                        contexts,
                        config.connectTimeout(),
                        config.readTimeout(),
                        System::nanoTime),
                logins,
                policy,
                config.tls().insecure());
    }

    private static SSLEngine engine(TlsContexts contexts, Target proxy) throws DialException {
        PeerName peer = PeerName.of(proxy.host());
        try {
            SSLEngine engine = contexts.checked().createSSLEngine(peer.host(), proxy.port());
            SSLParameters parameters = engine.getSSLParameters();
            peer.set(parameters, true);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (TrustException e) {
            throw new DialException(String.valueOf(e.getMessage()), Optional.empty());
        }
    }
}
