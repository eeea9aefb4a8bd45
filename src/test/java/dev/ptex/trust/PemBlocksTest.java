package dev.ptex.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PemBlocksTest {
    private static final String ONE = "-----BEGIN CERTIFICATE-----\nb25l\n-----END CERTIFICATE-----\n";
    private static final String TWO = "-----BEGIN CERTIFICATE-----\ndH\ndv\n-----END CERTIFICATE-----\n";

    @Test
    void severalBlocks_areReadInOrder() {
        assertThat(texts(ONE + TWO)).containsExactly("one", "two");
    }

    @Test
    void textAroundBlocks_isPassedOver() {
        assertThat(texts("# Corp CA\nSubject: CN=x\n" + ONE + "\n=====\n" + TWO + "bye"))
                .containsExactly("one", "two");
    }

    @Test
    void windowsLineEnds_areTolerated() {
        assertThat(texts(TWO.replace("\n", "\r\n"))).containsExactly("two");
    }

    @Test
    void spacesAtLineEnds_areTolerated() {
        assertThat(texts(TWO.replace("\n", " \n"))).containsExactly("two");
    }

    @Test
    void missingLastLineEnd_isTolerated() {
        assertThat(texts(ONE.stripTrailing())).containsExactly("one");
    }

    @Test
    void utf8ByteOrderMark_isTolerated() {
        assertThat(texts("\ufeff" + ONE)).containsExactly("one");
    }

    @Test
    void utf16WithByteOrderMark_isTolerated() {
        PemBlocks blocks = PemBlocks.of(("\ufeff" + ONE).getBytes(UTF_16LE));

        assertThat(blocks.certificates()).hasSize(1);
    }

    @Test
    void oldMarker_isACertificateToo() {
        assertThat(texts(ONE.replace("CERTIFICATE", "X509 CERTIFICATE"))).containsExactly("one");
    }

    @Test
    void trustedCertificate_isPassedOver() {
        PemBlocks blocks = blocks(ONE.replace("CERTIFICATE", "TRUSTED CERTIFICATE") + TWO);

        assertThat(blocks.certificates()).hasSize(1);
        assertThat(blocks.damaged()).isZero();
    }

    @Test
    void privateKey_isPassedOver() {
        PemBlocks blocks = blocks(ONE.replace("CERTIFICATE", "PRIVATE KEY"));

        assertThat(blocks).isEqualTo(new PemBlocks(List.of(), 0));
    }

    @Test
    void commentedOutBlock_isPassedOver() {
        assertThat(texts(ONE.replaceAll("(?m)^", "# "))).isEmpty();
    }

    @Test
    void brokenBase64_countsAsDamagedAndTheNextIsRead() {
        PemBlocks blocks = blocks(ONE.replace("b25l", "b2*l") + TWO);

        assertThat(blocks.certificates()).hasSize(1);
        assertThat(blocks.damaged()).isEqualTo(1);
    }

    @Test
    void blockWithoutEnd_countsAsDamagedAndTheNextIsRead() {
        PemBlocks blocks = blocks(ONE.replace("-----END CERTIFICATE-----\n", "") + TWO);

        assertThat(blocks.certificates()).hasSize(1);
        assertThat(blocks.damaged()).isEqualTo(1);
    }

    @Test
    void fileThatEndsWithinABlock_countsAsDamaged() {
        assertThat(blocks(ONE + "-----BEGIN CERTIFICATE-----\nb25l").damaged()).isEqualTo(1);
    }

    @Test
    void emptyFile_hasNone() {
        assertThat(texts("")).isEmpty();
    }

    private static List<String> texts(String pem) {
        return blocks(pem).certificates().stream()
                .map(der -> new String(der, ISO_8859_1))
                .toList();
    }

    private static PemBlocks blocks(String pem) {
        return PemBlocks.of(pem.getBytes(UTF_8));
    }
}
