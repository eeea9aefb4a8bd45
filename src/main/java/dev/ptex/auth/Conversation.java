package dev.ptex.auth;

import dev.ptex.header.ResponseHead;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request says to be let in: the strongest scheme that is offered, and a password only as often as it may be
 * wrong. It has to be closed. Of one thread.
 */
public final class Conversation implements AutoCloseable {
    private final Login login;
    private final RequestLine request;
    private final Attempts.Turn turn;
    private final Map<SchemeKind, Scheme> schemes = new EnumMap<>(SchemeKind.class);
    private @Nullable SchemeKind spoken;
    /** Whether what was answered last can be wrong. */
    private boolean proving;

    Conversation(Login login, RequestLine request) {
        this.login = login;
        this.request = request;
        this.turn = login.attempts().new Turn();
    }

    /** What to say before anybody asks; nothing where that is not known, or would not help. */
    public Optional<Answer> unasked() {
        return login.usual().flatMap(kind -> scheme(kind).unasked().filter(answer -> said(kind, answer, false)));
    }

    /** @return nothing if none of the challenges can be answered, or the password is wrong */
    public Optional<Answer> answer(Challenges challenges) {
        turn.challenged();
        for (SchemeKind kind : SchemeKind.values()) {
            Optional<Challenge> challenge = scheme(kind).choose(challenges);
            if (challenge.isEmpty()) {
                continue;
            }
            if (login.attempts().isOver() || turn.isSpent()) {
                return Optional.empty();
            }
            Optional<Answer> answer = challenge.flatMap(scheme(kind)::answer).filter(known -> said(kind, known, true));
            if (answer.isPresent()) {
                return answer;
            }
            if (turn.hasSaid() && kind == spoken) {
                turn.refused();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** To be called when what was answered last has been sent, so that somebody may have looked at it. */
    public void sent() {
        if (proving) {
            turn.heard();
        }
    }

    /** Whether what was sent last, and of which nobody knows whether it arrived, may be sent again. */
    public boolean repeat() {
        return !proving || turn.repeat();
    }

    /** Whether what was answered last is the last that may be, if it is not right. */
    public boolean isLastAttempt() {
        return turn.isLast();
    }

    private boolean said(SchemeKind kind, Answer answer, boolean asked) {
        boolean proves = answer.step() != Answer.Step.FIRST;
        boolean may = !proves || turn.say(asked);
        spoken = may ? kind : spoken;
        proving = may && proves;
        return may;
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
            turn.admitted();
            spoken = null;
            proving = false;
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
        if (login.attempts().isRefused()) {
            return ", and refused the user or the password";
        }
        return login.attempts().isOver() ? ", and did not answer when it was told the password, twice" : "";
    }

    /** Nobody has answered: others may try now. */
    @Override
    public void close() {
        turn.close();
    }

    private Scheme scheme(SchemeKind kind) {
        return schemes.computeIfAbsent(kind, any -> login.scheme(kind, request));
    }
}
