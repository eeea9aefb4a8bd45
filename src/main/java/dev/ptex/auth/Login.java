package dev.ptex.auth;

import dev.ptex.credential.Credential;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user at one place, a proxy or an origin: how they were let in last, and how often the password
 * was said. Safe for several threads.
 */
public final class Login {
    private final Credential credential;
    private final RandomGenerator randomness;
    private final Clock clock;
    private final DigestSession digest = new DigestSession();
    private @Nullable SchemeKind usual;
    private final Attempts attempts = new Attempts();

    /** @param usual what is answered before anybody asks, if anything is */
    Login(Credential credential, Optional<SchemeKind> usual, RandomGenerator randomness, Clock clock) {
        this.credential = credential;
        this.usual = usual.orElse(null);
        this.randomness = randomness;
        this.clock = clock;
    }

    /** For one request, however often it has to be sent. */
    public Conversation converse(RequestLine request) {
        return new Conversation(this, request);
    }

    /** For a login that knows no challenges, as SOCKS and FTP have it. */
    public Trial trial() {
        return attempts.new Turn();
    }

    Attempts attempts() {
        return attempts;
    }

    Scheme scheme(SchemeKind kind, RequestLine request) {
        return switch (kind) {
            case NTLM -> new NtlmScheme(credential, () -> random(8), clock);
            case DIGEST ->
                new DigestScheme(
                        credential, request, digest, () -> HexFormat.of().formatHex(random(16)));
            case BASIC -> new BasicScheme(credential);
        };
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        randomness.nextBytes(bytes);
        return bytes;
    }

    synchronized Optional<SchemeKind> usual() {
        return attempts.isOver() ? Optional.empty() : Optional.ofNullable(usual);
    }

    synchronized void admitted(SchemeKind by, Optional<String> nextNonce) {
        usual = by;
        if (by == SchemeKind.DIGEST) {
            nextNonce.ifPresent(digest::renew);
        }
    }
}
