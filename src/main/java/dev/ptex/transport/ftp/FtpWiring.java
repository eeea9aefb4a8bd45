package dev.ptex.transport.ftp;

import dev.ptex.auth.Logins;
import dev.ptex.config.PtexConfig;
import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.connect.Resolver;
import dev.ptex.credential.CredentialStore;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.TlsContexts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts together what FTP takes, for CDI; the parts know nothing of it. */
@Singleton
final class FtpWiring {
    @Produces
    @Singleton
    FtpTransport transport(
            ProxyEnvironment proxies,
            CredentialStore credentials,
            TlsContexts contexts,
            Logins logins,
            PtexConfig config) {
        Dialer dialer = new Dialer(Resolver.SYSTEM, config.connectTimeout(), System::nanoTime, "", logins, proxy -> {
            throw new DialException("FTP is not spoken through a proxy", Optional.empty());
        });
        return new FtpTransport(
                dialer,
                proxies,
                credentials,
                contexts,
                logins,
                config.connectTimeout(),
                config.readTimeout(),
                FtpTransport.IMPLICIT_PORT);
    }
}
