package dev.ptex.auth;

import dev.ptex.credential.Credential;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Proves that the password is known without saying it (RFC 7616). */
final class DigestScheme implements Scheme {
    /** How often a server may say that it wants to be told the same with another nonce. */
    private static final int MOST_STALE = 3;

    private final Credential credential;
    private final RequestLine request;
    private final DigestSession session;
    private final Supplier<String> clientNonce;
    private boolean answered;
    private int stale;

    /** @param clientNonce makes one that nobody can foresee */
    DigestScheme(Credential credential, RequestLine request, DigestSession session, Supplier<String> clientNonce) {
        this.credential = credential;
        this.request = request;
        this.session = session;
        this.clientNonce = clientNonce;
    }

    @Override
    public Optional<Answer> unasked() {
        return session.next().map(this::answer);
    }

    @Override
    public Optional<Challenge> choose(Challenges challenges) {
        return challenges
                .of(SchemeKind.DIGEST)
                .filter(challenge -> challenge.parameter("nonce").isPresent())
                .filter(challenge -> DigestAlgorithm.of(challenge).isPresent())
                .filter(challenge -> challenge.parameter("qop").isEmpty() || hasAuth(challenge))
                .min(Comparator.comparing(
                        challenge -> DigestAlgorithm.of(challenge).orElseThrow()));
    }

    /**
     * A nonce of an earlier request may have had its day, also where the server forgets to call it stale; the proof by
     * one that has just come is wrong only if the password is.
     */
    @Override
    public Optional<Answer> answer(Challenge challenge) {
        boolean isStale = challenge.parameter("stale").orElse("").equalsIgnoreCase("true");
        if (answered && (!isStale || ++stale > MOST_STALE)) {
            return Optional.empty();
        }
        answered = true;
        return Optional.of(answer(session.begin(challenge, clientNonce.get())));
    }

    private static boolean hasAuth(Challenge challenge) {
        return Stream.of(challenge.parameter("qop").orElse("").split(","))
                .anyMatch(protection -> protection.strip().equalsIgnoreCase("auth"));
    }

    private Answer answer(DigestSession.Use use) {
        Challenge challenge = use.challenge();
        DigestAlgorithm algorithm = DigestAlgorithm.of(challenge).orElse(DigestAlgorithm.MD5);
        String realm = challenge.parameter("realm").orElse("");
        String count = String.format(Locale.ROOT, "%08x", use.count());
        boolean hashedUser = challenge.parameter("userhash").orElse("").equalsIgnoreCase("true");
        String user = hashedUser ? algorithm.hash(credential.user() + ":" + realm) : credential.user();

        StringBuilder field = new StringBuilder("Digest username=").append(quoted(user));
        field.append(", realm=").append(quoted(realm));
        field.append(", nonce=").append(quoted(use.nonce()));
        field.append(", uri=").append(quoted(request.target()));
        field.append(", response=").append(quoted(proof(use, algorithm, realm, count)));
        if (challenge.parameter("algorithm").isPresent()) {
            field.append(", algorithm=").append(algorithm);
        }
        challenge
                .parameter("opaque")
                .ifPresent(opaque -> field.append(", opaque=").append(quoted(opaque)));
        if (hasAuth(challenge)) {
            field.append(", qop=auth, nc=").append(count);
        }
        if (hasAuth(challenge) || algorithm.isSession()) {
            field.append(", cnonce=").append(quoted(use.clientNonce()));
        }
        return new Answer(field.append(hashedUser ? ", userhash=true" : "").toString(), Answer.Step.ONLY);
    }

    private String proof(DigestSession.Use use, DigestAlgorithm algorithm, String realm, String count) {
        String secret = algorithm.hash(credential.user() + ":" + realm + ":" + credential.password());
        if (algorithm.isSession()) {
            String first = use.challenge().parameter("nonce").orElse("");
            secret = algorithm.hash(secret + ":" + first + ":" + use.clientNonce());
        }
        String asked = algorithm.hash(request.method() + ":" + request.target());
        // Without qop, as in RFC 2069, there is no nonce of ours.
        String between = hasAuth(use.challenge()) ? ":" + count + ":" + use.clientNonce() + ":auth:" : ":";
        return algorithm.hash(secret + ":" + use.nonce() + between + asked);
    }

    /** RFC 9110 section 5.6.4. A user of a URL may have line breaks, which would begin another header. */
    private static String quoted(String text) {
        return '"' + text.replaceAll("\\p{Cntrl}", "?").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
