package dev.ptex.trust;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as it is set: whom to trust, and which certificate to show. One context for all connections of a process, so that
 * each resumes the session that an earlier one has made with the same server; made at first need, so that a plain fetch
 * reads no roots. Safe for several threads.
 */
public final class TlsContexts {
    private final TrustRoots roots;
    private final Optional<ClientIdentityFile> identity;
    private @Nullable ClientCertificates certificates;
    private @Nullable SSLContext checked;
    private @Nullable SSLContext unchecked;

    public TlsContexts(TrustRoots roots, Optional<ClientIdentityFile> identity) {
        this.roots = roots;
        this.identity = identity;
    }

    public static TlsContexts of(Environment environment, Settings settings, TrustRoots roots) {
        Optional<ClientIdentityFile> identity = value(settings, ClientIdentityFile.CERTIFICATE)
                .map(certificate -> new ClientIdentityFile(
                        environment.platform(),
                        certificate,
                        value(settings, ClientIdentityFile.KEY),
                        value(settings, ClientIdentityFile.PASSWORD)));
        return new TlsContexts(roots, identity);
    }

    private static Optional<String> value(Settings settings, String key) {
        return settings.find(key).map(Setting::value);
    }

    /** @throws TrustException if the roots or the client certificate cannot be read */
    public synchronized SSLContext checked() throws TrustException {
        SSLContext known = checked;
        if (known == null) {
            known = context(roots.diagnosing(), certificates());
            checked = known;
        }
        return known;
    }

    /** For connections to whoever answers, over which nothing secret goes. */
    public synchronized SSLContext unchecked() throws TrustException {
        SSLContext known = unchecked;
        if (known == null) {
            known = context(new UncheckedTrustManager(), certificates());
            unchecked = known;
        }
        return known;
    }

    /** Whether a server has asked for a client certificate, and was shown none. */
    public synchronized boolean lacksCertificate(String host, int port) {
        return certificates != null && certificates.lacksCertificate(host, port);
    }

    private ClientCertificates certificates() throws TrustException {
        ClientCertificates known = certificates;
        if (known == null) {
            known = new ClientCertificates(
                    identity.isPresent() ? Optional.of(identity.get().read()) : Optional.empty());
            certificates = known;
        }
        return known;
    }

    private static SSLContext context(TrustManager trust, KeyManager keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has TLS", e);
        }
    }
}
