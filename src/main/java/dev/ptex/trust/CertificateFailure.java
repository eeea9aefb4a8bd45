package dev.ptex.trust;

import java.util.Optional;

/**
 * Why a server's certificate was turned down, in texts that are fit for a terminal.
 *
 * @param host whose certificate it should have been; "the server" where the connection did not say
 * @param subject whom the certificate names
 * @param issuer who says so
 * @param reason a phrase with the certificate as "it"
 * @param unknownIssuer whether more trusted roots could help
 */
public record CertificateFailure(String host, String subject, String issuer, String reason, boolean unknownIssuer) {

    public String message() {
        return "the certificate of " + host + " is not trusted: subject " + subject + ", issuer " + issuer + ": "
                + reason;
    }

    /** What to do about it, where there is something that can be done on this side. */
    public Optional<String> hint() {
        return unknownIssuer
                ? Optional.of("set SSL_CERT_FILE to a PEM file with the issuer's certificate")
                : Optional.empty();
    }
}
