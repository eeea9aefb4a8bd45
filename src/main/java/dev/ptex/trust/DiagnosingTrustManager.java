package dev.ptex.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides as another trust manager does, and remembers why it said no: what comes out of a TLS handshake that failed is
 * too little to tell people what to do. Made for one connection each.
 */
public final class DiagnosingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final Clock clock;
    private volatile @Nullable CertificateFailure failure;

    DiagnosingTrustManager(X509ExtendedTrustManager delegate, Clock clock) {
        this.delegate = delegate;
        this.clock = clock;
    }

    /** Why the server's certificate was last turned down, if it was. */
    public Optional<CertificateFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** With the engine, whose settings and peer the JDK's own trust manager needs to compare the host's name. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            String host = engine.getPeerHost() == null ? peer(engine.getHandshakeSession()) : engine.getPeerHost();
            throw noted(e, chain, host, hostMatters(engine.getSSLParameters()));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            if (socket instanceof SSLSocket tls) {
                throw noted(e, chain, peer(tls.getHandshakeSession()), hostMatters(tls.getSSLParameters()));
            }
            throw noted(e, chain, null, false);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw noted(e, chain, null, false);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }

    private CertificateException noted(
            CertificateException e, X509Certificate[] chain, @Nullable String host, boolean hostMatters) {
        List<X509Certificate> roots = List.of(delegate.getAcceptedIssuers());
        failure = new CertificateDiagnosis(new PresentedChain(List.of(chain)), roots, e, clock.instant())
                .failure(host, hostMatters);
        return e;
    }

    private static boolean hostMatters(SSLParameters parameters) {
        String algorithm = parameters.getEndpointIdentificationAlgorithm();
        return algorithm != null && !algorithm.isEmpty();
    }

    private static @Nullable String peer(@Nullable SSLSession session) {
        return session == null ? null : session.getPeerHost();
    }
}
