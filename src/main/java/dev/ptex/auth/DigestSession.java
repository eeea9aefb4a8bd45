package dev.ptex.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nonce that a place has given last, and how often it was used, which no two requests may say alike (RFC 7616
 * section 3.4). Safe for several threads.
 */
final class DigestSession {
    /**
     * A nonce for one request.
     *
     * @param clientNonce the same for as long as the challenge counts, because the proofs of a -sess algorithm hang on
     *     the first one (section 3.4.2), and some servers read the latest
     * @param count how often it was used with that one
     */
    record Use(Challenge challenge, String nonce, String clientNonce, int count) {}

    private @Nullable Use last;

    synchronized Use begin(Challenge latest, String clientNonce) {
        Use first = new Use(latest, latest.parameter("nonce").orElse(""), clientNonce, 1);
        last = first;
        return first;
    }

    /** The server has said which nonce it wants the next time (RFC 7616 section 3.5). */
    synchronized void renew(String nextNonce) {
        if (last != null) {
            last = new Use(last.challenge(), nextNonce, last.clientNonce(), 0);
        }
    }

    /** @return nothing before the first challenge */
    synchronized Optional<Use> next() {
        if (last != null) {
            last = new Use(last.challenge(), last.nonce(), last.clientNonce(), last.count() + 1);
        }
        return Optional.ofNullable(last);
    }
}
