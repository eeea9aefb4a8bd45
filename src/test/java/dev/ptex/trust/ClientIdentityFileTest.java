package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityFileTest {
    @TempDir
    Path directory;

    private static Path path(String name) {
        return TestCertificates.file("identity").resolve(name);
    }

    private static ClientIdentityFile file(Path certificate, Optional<Path> key, String password) {
        return new ClientIdentityFile(
                Platform.ofThisMachine(),
                certificate.toString(),
                key.map(Path::toString),
                Optional.of(password).filter(given -> !given.isEmpty()));
    }

    private static ClientIdentityFile file(String certificate, @Nullable String key, String password) {
        return file(path(certificate), Optional.ofNullable(key).map(ClientIdentityFileTest::path), password);
    }

    private static String failure(ClientIdentityFile file) {
        return String.valueOf(
                catchThrowableOfType(TrustException.class, file::read).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, pkcs8.key, '', RSA",
        "rsa.pem, aes.key, ptex, RSA",
        "rsa.pem, triple-des.key, ptex, RSA",
        "rsa.pem, pkcs1.key, '', RSA",
        "rsa.pem, pkcs1-aes.key, ptex, RSA",
        "rsa.pem, pkcs1-triple-des.key, ptex, RSA",
        "ec.pem, ec-pkcs8.key, '', EC",
        "ec.pem, sec1.key, '', EC",
        "both.pem, , '', RSA",
        "new.p12, , ptex, RSA",
        "triple-des.p12, , ptex, RSA",
        "rc2.p12, , ptex, RSA"
    })
    void identity_isReadInEachForm(String certificate, @Nullable String key, String password, String algorithm)
            throws Exception {
        ClientIdentity identity = file(certificate, key, password).read();

        assertThat(identity.key().getAlgorithm()).isEqualTo(algorithm);
        assertThat(identity.chain())
                .extracting(link -> link.getSubjectX500Principal().getName())
                .containsExactly("CN=" + algorithm.toLowerCase(Locale.ROOT) + ",O=ptex", "CN=intermediate,O=ptex");
    }

    @ParameterizedTest
    @CsvSource({"rsa.pem, aes.key", "rsa.pem, pkcs1-aes.key", "rsa.pem, pkcs1-triple-des.key", "rsa.pem, triple-des.key"
    })
    void wrongPassword_isOneOfThePossibleReasons(String certificate, String key) {
        assertThat(failure(file(certificate, key, "wrong")))
                .startsWith("cannot take the client certificate from ptex.tls.client-key=" + path(key) + ": ")
                .contains("ptex.tls.client-key-password is wrong")
                .doesNotContain("=wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new.p12", "triple-des.p12"})
    void wrongPasswordOfAStore_isOneOfThePossibleReasons(String store) {
        assertThat(failure(file(store, null, "wrong")))
                .isEqualTo("cannot take the client certificate from ptex.tls.client-cert=" + path(store)
                        + ": the PKCS#12 file is damaged, ptex.tls.client-key-password is wrong, or the encryption is"
                        + " not supported");
    }

    @Test
    void missingPassword_isSaid() {
        assertThat(failure(file("rsa.pem", "aes.key", "")))
                .endsWith(": its key is encrypted, and ptex.tls.client-key-password is not set");
    }

    @Test
    void keyOfNoCertificate_isRefused() {
        assertThat(failure(file("rsa.pem", "stranger.key", "")))
                .isEqualTo("cannot take the client certificate from ptex.tls.client-key=" + path("stranger.key")
                        + ": its key is of none of the certificates of " + path("rsa.pem"));
    }

    @Test
    void certificateWithoutAKey_isRefused() {
        assertThat(failure(file("rsa.pem", null, ""))).endsWith("rsa.pem: it has no PEM private key");
    }

    @Test
    void keyWithoutACertificate_isRefused() {
        assertThat(failure(file("pkcs8.key", null, ""))).endsWith("pkcs8.key: it has no PEM certificate");
    }

    @Test
    void missingFile_isNamed() {
        assertThat(failure(file("gone.pem", null, "")))
                .isEqualTo("cannot take the client certificate from ptex.tls.client-cert=" + path("gone.pem")
                        + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\n?\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIT/////\n-----END EC PRIVATE KEY-----"
            })
    void damagedKey_isRefused(String text) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), text);

        assertThat(failure(file(path("rsa.pem"), Optional.of(key), "ptex")))
                .startsWith("cannot take the client certificate from ptex.tls.client-key=" + key + ": ");
    }
}
