package dev.ptex.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides as another trust manager does, and says why it says no: what comes out of a TLS handshake that failed is too
 * little to tell people what to do. Safe for any number of connections at once.
 */
public final class DiagnosingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final String remedy;
    private final Clock clock;

    /** @param remedy what to do about a root that is missing */
    DiagnosingTrustManager(X509ExtendedTrustManager delegate, String remedy, Clock clock) {
        this.delegate = delegate;
        this.remedy = remedy;
        this.clock = clock;
    }

    /**
     * With the engine, whose settings and peer the JDK's own trust manager needs to compare the host's name. A host with
     * an underscore is none to it, so that is compared here.
     */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        String host = engine.getPeerHost() == null ? peer(engine.getHandshakeSession()) : engine.getPeerHost();
        try {
            delegate.checkServerTrusted(chain, authType, engine);
            if (host != null
                    && host.indexOf('_') >= 0
                    && !CertificateNames.of(chain[0]).cover(host)) {
                throw new CertificateException("no name matches");
            }
        } catch (CertificateException e) {
            boolean underscore = host != null && host.indexOf('_') >= 0;
            throw refused(e, chain, host, underscore || hostMatters(engine.getSSLParameters()));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            if (socket instanceof SSLSocket tls) {
                throw refused(e, chain, peer(tls.getHandshakeSession()), hostMatters(tls.getSSLParameters()));
            }
            throw refused(e, chain, null, false);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw refused(e, chain, null, false);
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

    private CertificateException refused(
            CertificateException e, X509Certificate[] chain, @Nullable String host, boolean hostMatters) {
        List<X509Certificate> roots = List.of(delegate.getAcceptedIssuers());
        return new RefusedCertificateException(
                new CertificateDiagnosis(new PresentedChain(List.of(chain)), roots, e, clock.instant())
                        .failure(host, hostMatters),
                remedy,
                e);
    }

    private static boolean hostMatters(SSLParameters parameters) {
        String algorithm = parameters.getEndpointIdentificationAlgorithm();
        return algorithm != null && !algorithm.isEmpty();
    }

    private static @Nullable String peer(@Nullable SSLSession session) {
        return session == null ? null : session.getPeerHost();
    }
}
