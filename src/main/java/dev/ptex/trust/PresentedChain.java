package dev.ptex.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates that a server sent.
 *
 * @param certificates its own first, at least that one
 */
record PresentedChain(List<X509Certificate> certificates) {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";

    PresentedChain {
        certificates = List.copyOf(certificates);
    }

    X509Certificate leaf() {
        return certificates.get(0);
    }

    /** The last certificate that leads on from the server's own; what is sent beside that does not count. */
    X509Certificate top() {
        List<X509Certificate> path = path();
        return path.get(path.size() - 1);
    }

    boolean isSelfSigned() {
        return isNextAbove(leaf(), leaf());
    }

    /** Whether a root has the name of an issuer in the chain, be its key right or wrong. */
    boolean names(X509Certificate root) {
        return path().stream().anyMatch(certificate -> isNextAbove(root, certificate));
    }

    boolean leadsTo(X509Certificate root) {
        return path().stream().anyMatch(certificate -> isNextAbove(root, certificate) && isSignedBy(root, certificate));
    }

    /** RFC 5280 section 4.2.1.12: without the extension a key is for everything. */
    boolean isForServers() {
        try {
            List<String> purposes = leaf().getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER_AUTH) || purposes.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return true;
        }
    }

    /** From the server's own certificate up, issuer by issuer. */
    private List<X509Certificate> path() {
        List<X509Certificate> path = new ArrayList<>(List.of(leaf()));
        X509Certificate next = leaf();
        while (next != null) {
            X509Certificate below = next;
            next = certificates.stream()
                    .filter(above -> isNextAbove(above, below) && !path.contains(above))
                    .findFirst()
                    .orElse(null);
            if (next != null) {
                path.add(next);
            }
        }
        return path;
    }

    private static boolean isNextAbove(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
