package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(failure(true).hint()).contains("set SSL_CERT_FILE to a PEM file with the issuer's certificate");
    }

    @Test
    void otherReason_hasNoHint() {
        assertThat(failure(false).hint()).isEmpty();
    }

    private static CertificateFailure failure(boolean unknownIssuer) {
        return new CertificateFailure(
                "localhost", "CN=localhost", "CN=Corp Proxy CA", "its issuer is unknown", unknownIssuer);
    }
}
