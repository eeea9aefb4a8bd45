package dev.ptex.transport.ftp;

import dev.ptex.auth.Logins;
import dev.ptex.config.PtexConfig;
import dev.ptex.connect.Dialer;
import dev.ptex.credential.CredentialStore;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.TlsContexts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
            Dialer dialer,
            PtexConfig config) {
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
