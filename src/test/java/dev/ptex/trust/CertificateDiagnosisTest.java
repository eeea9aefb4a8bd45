package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no handshake over loopback brings about. */
class CertificateDiagnosisTest {
    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");
    private static final Instant LATER = Instant.parse("2130-06-01T12:00:00Z");

    private final CertificateException noCause = new CertificateException("sold out");
    private X509Certificate ca;

    @BeforeEach
    void root() throws Exception {
        ca = TestCertificates.certificate("ca");
    }

    @Test
    void revoked_isSaid() throws Exception {
        assertThat(reason(because(BasicReason.REVOKED), NOW, "localhost")).isEqualTo("it has been revoked");
    }

    @Test
    void unknownRevocation_isSaid() throws Exception {
        assertThat(reason(because(BasicReason.UNDETERMINED_REVOCATION_STATUS), NOW, "localhost"))
                .isEqualTo("it could not be found out whether it has been revoked");
    }

    @Test
    void wrongSignature_isSaid() throws Exception {
        assertThat(reason(because(BasicReason.INVALID_SIGNATURE), NOW, "localhost"))
                .isEqualTo("a signature of its chain is wrong");
    }

    @Test
    void expiredIntermediate_isNamed() throws Exception {
        assertThat(reason(because(BasicReason.EXPIRED), NOW, "localhost", "expired"))
                .isEqualTo("its issuer's certificate (CN=localhost) expired on 2002-01-01");
    }

    @Test
    void clockDecides_whatHasExpired() throws Exception {
        assertThat(reason(because(BasicReason.EXPIRED), LATER, "localhost")).isEqualTo("it expired on 2120-01-01");
    }

    @Test
    void notYetValid_showsTheClock() throws Exception {
        assertThat(reason(because(BasicReason.NOT_YET_VALID), NOW, "future"))
                .isEqualTo("it is not valid before 2120-01-01; today is 2030-06-01 by this machine's clock");
    }

    @Test
    void anyOtherReason_isTheInnermostText() throws Exception {
        assertThat(reason(new CertificateException("outer", noCause), NOW, "localhost"))
                .isEqualTo("it was refused: sold out");
    }

    @Test
    void otherReasonWithControlCharacters_isMadeHarmless() throws Exception {
        assertThat(reason(new CertificateException("a\nb"), NOW, "localhost")).isEqualTo("it was refused: a\\x0ab");
    }

    @Test
    void namesWithControlCharacters_areMadeHarmless() throws Exception {
        CertificateFailure failure = diagnosis(noCause, NOW, "hostile").failure("local\u001bhost", true);

        assertThat(failure.message()).doesNotContain("\u001b").contains("\\x1b[2J", "local\\x1bhost");
    }

    @Test
    void manyNames_areCutShort() throws Exception {
        assertThat(diagnosis(noCause, NOW, "hostile").failure("localhost", true).reason())
                .isEqualTo("it is for a\\x1b[2J.example, b.example, c.example, d.example, e.example and 1 more,"
                        + " not for localhost");
    }

    @Test
    void connectionWithoutHost_isToTheServer() throws Exception {
        assertThat(diagnosis(noCause, NOW, "localhost").failure("", true).host())
                .isEqualTo("the server");
    }

    private String reason(CertificateException failure, Instant now, String... chain) throws Exception {
        return diagnosis(failure, now, chain).failure("localhost", true).reason();
    }

    private CertificateDiagnosis diagnosis(CertificateException failure, Instant now, String... chain)
            throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String name : chain) {
            certificates.add(TestCertificates.certificate(name));
        }
        return new CertificateDiagnosis(new PresentedChain(certificates), List.of(ca), failure, now);
    }

    private static CertificateException because(BasicReason reason) {
        return new CertificateException(new CertPathValidatorException("x", null, null, -1, reason));
    }
}
