package dev.ptex.trust;

import dev.ptex.config.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where roots are when nobody says where.
 *
 * @param bundles PEM files and directories, of which the first counts that has certificates
 * @param keyStore the roots that the operating system keeps elsewhere than in files; none where it has no such store
 * @param builtIn the roots that came with the Java run-time or, in a native executable, were put in when it was built
 */
record SystemRoots(
        List<Path> bundles, Supplier<List<X509Certificate>> keyStore, Supplier<List<X509Certificate>> builtIn) {

    /** The places of openssl-probe, on which ptex 1.7 relied, and those of Homebrew, MacPorts and Nix. */
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt", // Debian, Arch, Gentoo, Alpine
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // Fedora, RHEL
            "/etc/pki/tls/certs/ca-bundle.crt", // older Fedora, RHEL, Amazon Linux
            "/etc/ssl/ca-bundle.pem", // SUSE
            "/etc/pki/tls/cacert.pem", // LibreELEC
            "/etc/ssl/cert.pem", // macOS, OpenBSD, Alpine
            "/etc/ssl/certs/ca-bundle.crt", // NixOS
            "/etc/openssl/certs/ca-certificates.crt", // NetBSD
            "/etc/certs/ca-certificates.crt", // Solaris
            "/usr/local/etc/ssl/cert.pem", // FreeBSD
            "/usr/local/share/certs/ca-root-nss.crt", // FreeBSD, DragonFly
            "/usr/local/etc/openssl/cert.pem",
            "/usr/local/ssl/cert.pem",
            "/usr/lib/ssl/cert.pem",
            "/usr/share/ssl/certs/ca-bundle.crt",
            "/var/ssl/certs/ca-bundle.crt", // AIX
            "/opt/etc/ssl/certs/ca-certificates.crt", // Entware
            "/opt/homebrew/etc/openssl@3/cert.pem",
            "/usr/local/etc/openssl@3/cert.pem",
            "/opt/local/etc/openssl/cert.pem", // MacPorts
            "/data/data/com.termux/files/usr/etc/tls/cert.pem",
            "/boot/system/data/ssl/CARootCertificates.pem", // Haiku
            "/etc/ssl/certs",
            "/etc/pki/tls/certs");

    SystemRoots {
        bundles = List.copyOf(bundles);
    }

    static SystemRoots of(Platform platform) {
        List<Path> bundles = platform.isWindows()
                ? List.of()
                : BUNDLES.stream().map(Path::of).toList();
        return new SystemRoots(bundles, keyStore(platform), SystemRoots::ofThisJava);
    }

    /** Both are the JDK's names. macOS' has what its users and their company trust, which is in none of the bundles. */
    private static Supplier<List<X509Certificate>> keyStore(Platform platform) {
        return switch (platform) {
            case WINDOWS -> () -> keyStore("Windows-ROOT");
            case MACOS -> () -> keyStore("KeychainStore-ROOT");
            case UNIX -> List::of;
        };
    }

    /** The trust manager that trusts the given roots; with null, those built in. */
    static X509ExtendedTrustManager trustManager(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509 certificates"));
    }

    static List<X509Certificate> ofThisJava() {
        try {
            return List.of(trustManager(null).getAcceptedIssuers());
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /** Nothing where the JDK has no such store, as before 23 on macOS, or where the library behind it is missing. */
    static List<X509Certificate> keyStore(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
            return certificates;
        } catch (GeneralSecurityException | IOException | LinkageError e) {
            return List.of();
        }
    }
}
