package dev.ptex.trust;

import dev.ptex.url.AddressLiteral;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

/**
 * Whom a TLS connection is to: what the server is told, and what its certificate is compared with.
 *
 * @param host as {@link #of} has it
 */
public record PeerName(String host) {
    /** A certificate knows no zones, as in fe80::1%25eth0. */
    public static PeerName of(String host) {
        return new PeerName(host.indexOf(':') < 0 ? host : host.replaceFirst("%.*", ""));
    }

    /** @param checked whether the certificate matters */
    public void set(SSLParameters parameters, boolean checked) {
        boolean odd = host.indexOf('_') >= 0;
        if (checked && !odd) {
            // Else the JDK takes it for no name in a certificate: DiagnosingTrustManager compares it.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (odd || (host.indexOf('.') < 0 && AddressLiteral.octets(host).isEmpty())) {
            // The JDK would not send it, nor a name without a dot, as hosts of an intranet have.
            parameters.setServerNames(List.of(new AnyName(host)));
        }
    }

    /** A host for the server, of whatever characters (RFC 6066 section 3). */
    private static final class AnyName extends SNIServerName {
        AnyName(String host) {
            super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
