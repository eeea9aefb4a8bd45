package dev.ptex.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The certificate by which the other side of a TLS session has shown who it is. */
public final class PeerCertificate {
    private PeerCertificate() {}

    /** @return nothing if it has shown none */
    public static Optional<X509Certificate> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
