package dev.ptex.doctor;

import dev.ptex.connect.Target;
import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import dev.ptex.trust.CertificateFailure;
import dev.ptex.trust.RefusedCertificateException;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Greets a server in TLS, and says no more to it. */
final class TlsProbe {
    private static final String STAGE = "TLS";

    private final TrustRoots roots;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    /** @param timeout for each answer of the server's */
    TlsProbe(TrustRoots roots, Duration timeout, LongSupplier nanoTime) {
        this.roots = roots;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /** @param channel a new connection to the target; closed in the end */
    Finding greet(Target target, SocketChannel channel) {
        long begun = nanoTime.getAsLong();
        try (channel) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {roots.diagnosing()}, null);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(channel.socket(), target.host(), target.port(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.setSoTimeout((int) timeout.toMillis());
                socket.startHandshake();
                return Finding.good(STAGE, found(socket.getSession()), since(begun));
            }
        } catch (TrustException e) {
            return Finding.bad(
                    STAGE,
                    String.valueOf(e.getMessage()),
                    since(begun),
                    Optional.of("set ptex.tls.ca-file to a PEM file with certificates to trust"));
        } catch (IOException e) {
            return failure(e, since(begun));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has TLS", e);
        }
    }

    private String found(SSLSession session) throws IOException, TrustException {
        X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
        return session.getProtocol() + ", the certificate of "
                + SafeText.of(certificate.getSubjectX500Principal().getName()) + " is trusted by "
                + roots.certificates().origin();
    }

    private static Finding failure(IOException e, Duration time) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return Finding.bad(STAGE, refused.failure().message(), time, next(refused.failure()));
            }
        }
        return Finding.bad(STAGE, Reason.of(e), time, Optional.empty());
    }

    private static Optional<String> next(CertificateFailure failure) {
        return failure.unknownIssuer()
                ? Optional.of("set ptex.tls.ca-file to a PEM file with the issuer's certificate, which whoever runs the"
                        + " network has")
                : failure.hint();
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }
}
