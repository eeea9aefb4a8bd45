package dev.ptex.trust;

import dev.ptex.config.Platform;
import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a client certificate and its key: two PEM files, one with both, or PKCS#12 (RFC 7292).
 *
 * @param certificate the file's path, as it is set
 * @param key of the file with the key, if it is another one
 * @param password of the key, or of all of a PKCS#12 file
 */
public record ClientIdentityFile(
        Platform platform, String certificate, Optional<String> key, Optional<String> password) {
    static final String CERTIFICATE = "ptex.tls.client-cert";
    static final String KEY = "ptex.tls.client-key";
    static final String PASSWORD = "ptex.tls.client-key-password";

    /** @throws TrustException naming the setting, the file and the reason */
    public ClientIdentity read() throws TrustException {
        byte[] bytes = bytes(CERTIFICATE, certificate);
        boolean isPkcs12 = bytes.length > 0 && bytes[0] == Der.SEQUENCE;
        return isPkcs12 ? pkcs12(bytes) : pem(bytes);
    }

    private ClientIdentity pkcs12(byte[] bytes) throws TrustException {
        char[] secret = password.orElse("").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey found) {
                    return new ClientIdentity(found, x509(Stream.of(store.getCertificateChain(alias))));
                }
            }
            throw failure(CERTIFICATE, certificate, "it has no private key");
        } catch (GeneralSecurityException | IOException e) {
            throw failure(CERTIFICATE, certificate, unreadable("PKCS#12 file"));
        }
    }

    private ClientIdentity pem(byte[] bytes) throws TrustException {
        CertificatePool pool = new CertificatePool();
        if (pool.addBlocks(bytes) == 0) {
            throw failure(CERTIFICATE, certificate, "it has no PEM certificate");
        }
        String keyFile = key.orElse(certificate);
        String setting = key.isPresent() ? KEY : CERTIFICATE;
        PrivateKey found = key(key.isPresent() ? bytes(setting, keyFile) : bytes, setting, keyFile);
        List<X509Certificate> certificates = new ArrayList<>(pool.certificates());
        X509Certificate own = certificates.stream()
                .filter(known -> belong(found, known.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> failure(
                        setting, keyFile, "its key is of none of the certificates of " + SafeText.of(certificate)));
        certificates.remove(own);
        certificates.add(0, own);
        return new ClientIdentity(found, certificates);
    }

    private PrivateKey key(byte[] bytes, String setting, String file) throws TrustException {
        PemKey block = PemKey.of(bytes).orElseThrow(() -> failure(setting, file, "it has no PEM private key"));
        boolean encrypted = block.encryption().isPresent() || block.label().startsWith("ENCRYPTED");
        if (encrypted && password.isEmpty()) {
            throw failure(setting, file, "its key is encrypted, and " + PASSWORD + " is not set");
        }
        try {
            return PrivateKeys.of(block, password.orElse("").toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Bytes that make no sense have the JDK throw whatever its decoders throw.
            throw failure(setting, file, encrypted ? unreadable("key") : "its key is of no kind that is known");
        }
    }

    private static String unreadable(String what) {
        return "the " + what + " is damaged, " + PASSWORD + " is wrong, or the encryption is not supported";
    }

    /** What one of a pair signs, the other one confirms. */
    private static boolean belong(PrivateKey mine, PublicKey theirs) {
        try {
            Signature signature = Signature.getInstance(
                    switch (mine.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> mine.getAlgorithm();
                    });
            signature.initSign(mine);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(theirs);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<X509Certificate> x509(Stream<Certificate> certificates) {
        return certificates
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    private byte[] bytes(String setting, String file) throws TrustException {
        try {
            return Files.readAllBytes(platform.path(file));
        } catch (InvalidPathException e) {
            throw failure(setting, file, "it is not a path");
        } catch (IOException e) {
            throw failure(setting, file, Reason.of(e));
        }
    }

    private static TrustException failure(String setting, String file, String reason) {
        return new TrustException(
                "cannot take the client certificate from " + setting + "=" + SafeText.of(file) + ": " + reason);
    }

    @Override
    public String toString() {
        return certificate;
    }
}
