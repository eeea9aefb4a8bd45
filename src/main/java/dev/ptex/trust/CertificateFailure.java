package dev.ptex.trust;

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
}
