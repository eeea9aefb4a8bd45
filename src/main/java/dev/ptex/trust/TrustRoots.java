package dev.ptex.trust;

import dev.ptex.config.Environment;
import dev.ptex.config.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which roots are trusted. Read when first asked for, never at build time: a native executable would otherwise carry
 * the roots of the machine that built it, and know nothing of a company's proxy. Safe for several threads: the first one
 * reads, and the others wait for it.
 */
public final class TrustRoots {
    private final RootSearch search;
    private final Clock clock;
    private @Nullable RootCertificates certificates;
    private @Nullable X509ExtendedTrustManager trustManager;

    TrustRoots(RootSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    public static TrustRoots of(Environment environment, Settings settings) {
        return new TrustRoots(
                new RootSearch(environment, settings.find(RootSearch.CA_FILE), SystemRoots.of(environment.platform())),
                Clock.systemUTC());
    }

    /** The roots and where they were found. */
    public synchronized RootCertificates certificates() throws TrustException {
        RootCertificates known = certificates;
        if (known == null) {
            known = search.roots();
            certificates = known;
        }
        return known;
    }

    public synchronized X509ExtendedTrustManager trustManager() throws TrustException {
        X509ExtendedTrustManager known = trustManager;
        if (known == null) {
            known = trusting(certificates());
            trustManager = known;
        }
        return known;
    }

    /** A trust manager whose exceptions tell what was wrong with a server's certificate. */
    public DiagnosingTrustManager diagnosing() throws TrustException {
        return new DiagnosingTrustManager(trustManager(), search.remedy(), clock);
    }

    private static X509ExtendedTrustManager trusting(RootCertificates roots) throws TrustException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : roots.certificates()) {
                store.setCertificateEntry(Integer.toString(number++), certificate);
            }
            return SystemRoots.trustManager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new TrustException("cannot use the trusted roots from " + roots.origin());
        }
    }
}
