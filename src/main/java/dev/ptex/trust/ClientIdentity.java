package dev.ptex.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate of ours, and the key that proves that it is.
 *
 * @param chain the key's own certificate first, then whatever else there is
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().toString();
    }
}
