package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;

class CertificateFailureTest {

    @Test
    void message_saysWhoseAndWhy() {
        assertThat(failure(true).message())
                .isEqualTo("the certificate of localhost is not trusted: subject CN=localhost,"
                        + " issuer CN=Corp Proxy CA: its issuer is unknown");
    }

    @Test
    void unknownIssuer_hasAHint() {
        assertThat(refusal(true).hint()).contains("add it");
    }

    @Test
    void otherReason_hasNoHint() {
        assertThat(refusal(false).hint()).isEmpty();
    }

    private static RefusedCertificateException refusal(boolean unknownIssuer) {
        return new RefusedCertificateException(failure(unknownIssuer), "add it", new CertificateException());
    }

    private static CertificateFailure failure(boolean unknownIssuer) {
        return new CertificateFailure(
                "localhost", "CN=localhost", "CN=Corp Proxy CA", "its issuer is unknown", unknownIssuer);
    }
}
