package dev.ptex.auth;

import dev.ptex.credential.Credential;
import java.util.Optional;

/** The user and the password as they are (RFC 7617). */
final class BasicScheme implements Scheme {
    private final Credential credential;
    private boolean sent;

    BasicScheme(Credential credential) {
        this.credential = credential;
    }

    @Override
    public Optional<Answer> unasked() {
        sent = true;
        return Optional.of(new Answer(credential.basic(), Answer.Step.ONLY));
    }

    @Override
    public Optional<Challenge> choose(Challenges challenges) {
        return challenges.first(SchemeKind.BASIC);
    }

    @Override
    public Optional<Answer> answer(Challenge challenge) {
        return sent ? Optional.empty() : unasked();
    }
}
