package dev.ptex.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The roots that were found.
 *
 * @param origin where, in words that fit behind "the trusted roots come from"
 * @param damaged how many blocks of the files said they were a certificate and were none
 */
public record RootCertificates(String origin, List<X509Certificate> certificates, int damaged) {
    public RootCertificates {
        certificates = List.copyOf(certificates);
    }
}
