package dev.ptex.transport.http;

import dev.ptex.connect.Target;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.AddressLiteral;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of all connections: one context, so that a new connection resumes the session that an earlier one has made with
 * the same origin. Vert.x knows a connection by its name; the engine gets the origin that is behind it.
 */
final class Tls extends JdkSSLEngineOptions {
    private final SslContext context;
    private final String[] suites;
    private final Function<String, @Nullable Connection> byName;
    private final ClientCertificates demands = new ClientCertificates();

    Tls(TrustRoots roots, Function<String, @Nullable Connection> byName) throws TrustException, SSLException {
        this.byName = byName;
        this.context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(roots.diagnosing())
                .keyManager(demands)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
        // Of its own, Netty offers eight, without ChaCha20, DHE and CBC, and some servers have nothing else.
        this.suites =
                ((JdkSslContext) context).context().getDefaultSSLParameters().getCipherSuites();
    }

    /** Whether an origin has asked for a client certificate, and there was none to show. */
    boolean lacksCertificate(Target origin) {
        return demands.origins.contains(origin);
    }

    @Override
    public Tls copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return () -> new Engines(context);
    }

    /** Engines that know whom they speak to. */
    private final class Engines extends DelegatingSslContext {
        Engines(SslContext context) {
            super(context);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator alloc, String name, int port, boolean startTls, Executor executor) {
            Connection connection = byName.apply(name);
            if (connection == null) {
                throw new IllegalStateException("the connection has ended");
            }
            Target origin = connection.route().target();
            // A certificate knows no zones, as in fe80::1%25eth0.
            String host = origin.host().indexOf(':') < 0
                    ? origin.host()
                    : origin.host().replaceFirst("%.*", "");
            SslHandler handler = super.newHandler(alloc, host, origin.port(), startTls, executor);
            set(handler.engine(), host, connection.isOfHttp1());
            DataFrames.watch(handler);
            return handler;
        }

        private void set(SSLEngine engine, String host, boolean http1) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setCipherSuites(suites);
            if (http1) {
                parameters.setApplicationProtocols(new String[] {ApplicationProtocolNames.HTTP_1_1});
            }
            boolean odd = host.indexOf('_') >= 0;
            if (!odd) {
                // Else the JDK takes it for no name in a certificate: DiagnosingTrustManager compares it.
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (odd || (host.indexOf('.') < 0 && AddressLiteral.octets(host).isEmpty())) {
                // The JDK would not send it, nor a name without a dot, as hosts of an intranet have.
                parameters.setServerNames(List.of(new AnyName(host)));
            }
            engine.setSSLParameters(parameters);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // It is set when it is known for whom.
        }
    }

    /** A host for the server, of whatever characters (RFC 6066 section 3). */
    private static final class AnyName extends SNIServerName {
        AnyName(String host) {
            super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Has no certificates yet, and notes who wants one: what comes of it is told in too many ways. */
    private static final class ClientCertificates extends X509ExtendedKeyManager {
        final Set<Target> origins = ConcurrentHashMap.newKeySet();

        @Override
        public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            origins.add(new Target(String.valueOf(engine.getPeerHost()), engine.getPeerPort()));
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }
}
