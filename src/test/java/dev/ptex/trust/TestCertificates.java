package dev.ptex.trust;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that make-certificates.sh made, for this and other packages' tests. */
public final class TestCertificates {
    private static final char[] PASSWORD = "ptex".toCharArray();

    private TestCertificates() {}

    /** A file beside make-certificates.sh, such as ca.pem. */
    public static Path file(String name) {
        try {
            URI uri = resource(name).toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** The settings of a server that shows a certificate, such as localhost or expired. */
    public static SSLContext server(String name) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(name), null, null);
        return context;
    }

    /** Those of a server with keys that a test has made, with the password ptex-ptex. */
    public static SSLContext serverOf(Path keys) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        try (InputStream in = Files.newInputStream(keys)) {
            context.init(keys(in, "ptex-ptex".toCharArray()), null, null);
        }
        return context;
    }

    private static KeyManager[] keys(String name) throws GeneralSecurityException, IOException {
        try (InputStream in = resource(name + ".p12").openStream()) {
            return keys(in, PASSWORD);
        }
    }

    private static KeyManager[] keys(InputStream in, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(in, password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys.getKeyManagers();
    }

    /** The settings of a server that takes clients with a certificate of this authority, and may demand one. */
    public static SSLContext server(String name, String authority) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(authority, certificate(authority));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(name), trust.getTrustManagers(), null);
        return context;
    }

    static SSLContext client(TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    static X509Certificate certificate(String name) throws GeneralSecurityException, IOException {
        try (InputStream in = resource(name + ".pem").openStream()) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(TestCertificates.class.getResource(name), name);
    }
}
