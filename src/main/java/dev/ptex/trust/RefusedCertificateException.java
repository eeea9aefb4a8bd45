package dev.ptex.trust;

import java.security.cert.CertificateException;

/** A server's certificate that was turned down; comes out of the handshake as a cause of its failure. */
public final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient CertificateFailure failure;

    RefusedCertificateException(CertificateFailure failure, CertificateException cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public CertificateFailure failure() {
        return failure;
    }
}
