package dev.ptex.trust;

import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A server's certificate that was turned down; comes out of the handshake as a cause of its failure. */
public final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient CertificateFailure failure;
    private final transient String remedy;

    /** @param remedy for a root that is missing */
    RefusedCertificateException(CertificateFailure failure, String remedy, CertificateException cause) {
        super(failure.message(), cause);
        this.failure = failure;
        this.remedy = remedy;
    }

    /** The one that brought a handshake to its end, if it was one. */
    public static Optional<RefusedCertificateException> behind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .filter(RefusedCertificateException.class::isInstance)
                .map(RefusedCertificateException.class::cast)
                .findFirst();
    }

    public CertificateFailure failure() {
        return failure;
    }

    /** What to do about it, where there is something that can be done on this side. */
    public Optional<String> hint() {
        return failure.unknownIssuer() ? Optional.of(remedy) : Optional.empty();
    }
}
