package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateNamesTest {
    private static final CertificateNames NAMES =
            new CertificateNames(List.of("Example.org", "*.example.net"), List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1"));

    @Test
    void sameName_isCoveredInAnyCase() {
        assertThat(NAMES.cover("EXAMPLE.ORG")).isTrue();
    }

    @Test
    void rootedName_isCovered() {
        assertThat(NAMES.cover("example.org.")).isTrue();
    }

    @Test
    void otherName_isNotCovered() {
        assertThat(NAMES.cover("www.example.org")).isFalse();
    }

    @Test
    void wildcard_coversOneLabel() {
        assertThat(NAMES.cover("a.example.net")).isTrue();
    }

    @Test
    void wildcard_doesNotCoverTwoLabels() {
        assertThat(NAMES.cover("a.b.example.net")).isFalse();
    }

    @Test
    void wildcard_doesNotCoverTheDomainItself() {
        assertThat(NAMES.cover("example.net")).isFalse();
    }

    @Test
    void ipv4Address_isCovered() {
        assertThat(NAMES.cover("192.0.2.1")).isTrue();
    }

    @Test
    void otherIpv4Address_isNotCovered() {
        assertThat(NAMES.cover("192.0.2.10")).isFalse();
    }

    @Test
    void ipv6AddressInBracketsAndShort_isCovered() {
        assertThat(NAMES.cover("[2001:DB8::1]")).isTrue();
    }

    @Test
    void addressAmongHostNames_isNotCovered() {
        assertThat(new CertificateNames(List.of("192.0.2.1"), List.of()).cover("192.0.2.1"))
                .isFalse();
    }

    @Test
    void certificateWithAlternativeNames_hasThem() throws Exception {
        assertThat(CertificateNames.of(TestCertificates.certificate("localhost")))
                .isEqualTo(new CertificateNames(List.of("localhost"), List.of("127.0.0.1", "0:0:0:0:0:0:0:1")));
    }

    @Test
    void certificateWithoutAlternativeNames_hasItsCommonName() throws Exception {
        assertThat(CertificateNames.of(TestCertificates.certificate("ca")).all())
                .containsExactly("ptex test CA");
    }
}
