package dev.ptex.auth;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.ptex.credential.Credential;
import java.util.Locale;

/**
 * A user of a Windows domain.
 *
 * @param domain empty if there is none, and for a name such as {@code user@corp.example}, which says it itself and is
 *     told to the server as it is
 */
record NtlmUser(String domain, String name, String password) {
    static NtlmUser of(Credential credential) {
        int slash = credential.user().indexOf('\\');
        return new NtlmUser(
                slash < 0 ? "" : credential.user().substring(0, slash),
                credential.user().substring(slash + 1),
                credential.password());
    }

    /** NTOWFv2 (MS-NLMP section 3.3.2). */
    byte[] key() {
        byte[] hash = Md4.digest(password.getBytes(UTF_16LE));
        return NtlmProof.hmac(hash, (name.toUpperCase(Locale.ROOT) + domain).getBytes(UTF_16LE));
    }

    @Override
    public String toString() {
        return "***";
    }
}
