package dev.ptex.auth;

import dev.ptex.header.ResponseHead;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request says to be let in: the strongest scheme that is offered, and a password that is refused only once.
 * Of one thread.
 */
public final class Conversation {
    private final Login login;
    private final RequestLine request;
    private final Map<SchemeKind, Scheme> schemes = new EnumMap<>(SchemeKind.class);
    private @Nullable SchemeKind spoken;
    /** Whether something was said that only the password can make right. */
    private boolean proved;

    Conversation(Login login, RequestLine request) {
        this.login = login;
        this.request = request;
    }

    /** What to say before anybody asks; nothing where that is not known, or would not help. */
    public Optional<Answer> unasked() {
        return login.usual().flatMap(kind -> {
            Optional<Answer> answer = scheme(kind).unasked();
            return said(kind, answer);
        });
    }

    /** @return nothing if none of the challenges can be answered, or the password is wrong */
    public Optional<Answer> answer(Challenges challenges) {
        if (login.isRefused()) {
            return Optional.empty();
        }
        for (SchemeKind kind : SchemeKind.values()) {
            Optional<Challenge> challenge = scheme(kind).choose(challenges);
            Optional<Answer> answer = challenge.flatMap(scheme(kind)::answer);
            if (answer.isPresent()) {
                return said(kind, answer);
            }
            if (challenge.isPresent() && proved && kind == spoken) {
                login.refuse();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Answer> said(SchemeKind kind, Optional<Answer> answer) {
        spoken = answer.isPresent() ? kind : spoken;
        proved |= answer.filter(said -> said.step() != Answer.Step.FIRST).isPresent();
        return answer;
    }

    /**
     * The reply challenges nothing any more.
     *
     * @param field in which a server may say its next nonce, as in Authentication-Info
     */
    public void admitted(ResponseHead head, String field) {
        SchemeKind by = spoken;
        if (by != null) {
            // It has the form of a challenge's parameters (RFC 7616 section 3.5).
            Optional<String> nextNonce = head.headers().stream()
                    .filter(header -> header.is(field))
                    .flatMap(header -> new ChallengeParser("Digest " + header.value()).challenges().stream())
                    .flatMap(information -> information.parameter("nextnonce").stream())
                    .findFirst();
            login.admitted(by, nextNonce);
            spoken = null;
            proved = false;
            schemes.clear();
        }
    }

    /** Whose the connection has to be: one that NTLM has logged in is its user's, and nobody else's. */
    public Optional<Login> owner() {
        SchemeKind last = spoken;
        boolean binds =
                last == null ? login.usual().filter(SchemeKind.NTLM::equals).isPresent() : last == SchemeKind.NTLM;
        return binds ? Optional.of(login) : Optional.empty();
    }

    /** The end of a message: what the other side thought of the password. */
    public String outcome() {
        return login.isRefused() ? ", and refused the user or the password" : "";
    }

    private Scheme scheme(SchemeKind kind) {
        return schemes.computeIfAbsent(kind, any -> login.scheme(kind, request));
    }
}
