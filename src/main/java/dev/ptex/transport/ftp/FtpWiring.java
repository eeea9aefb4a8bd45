package dev.ptex.transport.ftp;

import dev.ptex.auth.Logins;
import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.Settings;
import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.credential.CredentialStore;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.TlsContexts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Puts together what FTP takes, for CDI; the parts know nothing of it. */
@Singleton
final class FtpWiring {
    @Produces
    @Singleton
    FtpTransport transport(Environment environment, CredentialStore credentials, PtexConfig config, Settings settings) {
        Dialer dialer = new Dialer(
                host -> List.of(InetAddress.getAllByName(host)),
                config.connectTimeout(),
                System::nanoTime,
                "",
                new Logins(SecureRandom::new, Clock.systemUTC()),
                proxy -> {
                    throw new DialException("FTP is not spoken through a proxy", Optional.empty());
                });
        return new FtpTransport(
                dialer,
                new ProxyEnvironment(environment, settings),
                credentials,
                TlsContexts.of(environment, settings),
                config.connectTimeout(),
                config.readTimeout());
    }
}
