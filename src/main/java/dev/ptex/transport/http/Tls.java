package dev.ptex.transport.http;

import dev.ptex.connect.Target;
import dev.ptex.trust.PeerName;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS of all connections: one context, so that a new connection resumes the session that an earlier one has made with
 * the same origin. Vert.x knows a connection by its name; the engine gets the origin that is behind it.
 */
final class Tls extends JdkSSLEngineOptions {
    private final SslContext context;
    private final String[] suites;
    private final Function<String, @Nullable Connection> byName;
    private final boolean checked;

    /** @param checked whether certificates matter, and not only hashes */
    Tls(SSLContext context, boolean checked, Function<String, @Nullable Connection> byName) {
        this.byName = byName;
        this.checked = checked;
        // Of its own, Netty offers eight, without ChaCha20, DHE and CBC, and some servers have nothing else.
        this.suites = context.getDefaultSSLParameters().getCipherSuites();
        this.context = new JdkSslContext(
                context,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1),
                ClientAuth.NONE,
                null,
                false);
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
            PeerName peer = PeerName.of(origin.host());
            SslHandler handler = super.newHandler(alloc, peer.host(), origin.port(), startTls, executor);
            set(handler.engine(), peer, connection.isOfHttp1());
            DataFrames.watch(handler);
            handler.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    connection.beSecured();
                }
            });
            return handler;
        }

        private void set(SSLEngine engine, PeerName peer, boolean http1) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setCipherSuites(suites);
            if (http1) {
                parameters.setApplicationProtocols(new String[] {ApplicationProtocolNames.HTTP_1_1});
            }
            peer.set(parameters, checked);
            engine.setSSLParameters(parameters);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // It is set when it is known for whom.
        }
    }
}
