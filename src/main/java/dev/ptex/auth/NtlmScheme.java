package dev.ptex.auth;

import dev.ptex.credential.Credential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** Windows' login of a connection: three messages over one (MS-NLMP, MS-NTHT). */
final class NtlmScheme implements Scheme {
    private static final Instant WINDOWS_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private final Credential credential;
    private final Supplier<byte[]> clientNonce;
    private final Clock clock;
    private boolean begun;
    private boolean proved;

    /** @param clientNonce makes one of 8 bytes that nobody can foresee */
    NtlmScheme(Credential credential, Supplier<byte[]> clientNonce, Clock clock) {
        this.credential = credential;
        this.clientNonce = clientNonce;
        this.clock = clock;
    }

    /** A connection that was kept is logged in already, and would not be any more. */
    @Override
    public Optional<Answer> unasked() {
        return Optional.empty();
    }

    @Override
    public Optional<Challenge> choose(Challenges challenges) {
        return challenges.first(SchemeKind.NTLM);
    }

    @Override
    public Optional<Answer> answer(Challenge challenge) {
        if (!begun) {
            begun = true;
            return Optional.of(answer(NtlmMessages.negotiate(), Answer.Step.FIRST));
        }
        if (proved) {
            return Optional.empty();
        }
        proved = true;
        return challenge.token().flatMap(NtlmChallenge::parse).map(this::proof);
    }

    private Answer proof(NtlmChallenge challenge) {
        Duration sinceEpoch = Duration.between(WINDOWS_EPOCH, clock.instant());
        long time = sinceEpoch.toSeconds() * 10_000_000 + sinceEpoch.toNanosPart() / 100;
        return answer(
                NtlmMessages.authenticate(NtlmUser.of(credential), challenge, time, clientNonce.get()),
                Answer.Step.LAST);
    }

    private static Answer answer(byte[] message, Answer.Step step) {
        return new Answer("NTLM " + Base64.getEncoder().encodeToString(message), step);
    }
}
