package dev.ptex.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.credential.Credential;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.testing.Worker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {
    private static final RequestLine REQUEST = new RequestLine("GET", "/x");
    private static final Credential USER = new Credential("u", "p");
    private static final ResponseHead DONE = new ResponseHead("HTTP/1.1 200 OK", List.of());
    private static final String DIGEST = "Digest realm=r, nonce=n, qop=auth";

    private final Logins logins = new Logins(() -> new Random(1), Clock.systemUTC());
    private final Login patient = logins.at("proxy", USER, false);
    private final Login eager = logins.at("origin", USER, true);

    private static Challenges challenges(String... fields) {
        return Challenges.in(
                new ResponseHead(
                        "HTTP/1.1 401 Unauthorized",
                        Stream.of(fields)
                                .map(field -> new Header("WWW-Authenticate", field))
                                .toList()),
                "WWW-Authenticate");
    }

    private static String scheme(Optional<Answer> answer) {
        return answer.map(known -> known.value().replaceFirst(" .*", "")).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=x | Basic",
                "Basic realm=x, Digest realm=r, nonce=n, qop=auth | Digest",
                "Digest realm=r, nonce=n, qop=auth, Basic realm=x, NTLM, Negotiate | NTLM",
                "Negotiate, Digest realm=r, nonce=n, algorithm=unknown, Basic | Basic",
                "Negotiate, Bearer | none",
                "'' | none"
            })
    void strongestOffer_isAnswered(String field, String answered) {
        assertThat(scheme(patient.converse(REQUEST).answer(challenges(field)))).isEqualTo(answered);
    }

    @Test
    void patientLogin_saysNothingUnasked() {
        assertThat(patient.converse(REQUEST).unasked()).isEmpty();
    }

    @Test
    void eagerLogin_saysBasicUnasked() {
        assertThat(scheme(eager.converse(REQUEST).unasked())).isEqualTo("Basic");
    }

    @Test
    void whatLetUsIn_isSaidUnaskedTheNextTime() {
        Conversation first = eager.converse(REQUEST);
        first.unasked();
        first.answer(challenges(DIGEST));
        first.admitted(DONE, "Authentication-Info");

        assertThat(scheme(eager.converse(REQUEST).unasked())).isEqualTo("Digest");
    }

    @Test
    void loginOfAConnection_isNotSaidUnasked() {
        Conversation first = patient.converse(REQUEST);
        first.answer(challenges("NTLM"));
        first.admitted(DONE, "Authentication-Info");

        assertThat(patient.converse(REQUEST).unasked()).isEmpty();
        assertThat(patient.converse(REQUEST).owner()).contains(patient);
    }

    @Test
    void basic_bindsNoConnection() {
        Conversation first = patient.converse(REQUEST);
        first.answer(challenges("Basic"));

        assertThat(first.owner()).isEmpty();
    }

    @Test
    void nextNonce_isTaken() {
        Conversation first = patient.converse(REQUEST);
        first.answer(challenges(DIGEST));
        first.admitted(
                new ResponseHead(
                        "HTTP/1.1 200 OK", List.of(new Header("authentication-info", "nextnonce=\"m, n\", qop=auth"))),
                "Authentication-Info");

        assertThat(patient.converse(REQUEST).unasked().orElseThrow().value())
                .contains("nonce=\"m, n\"")
                .contains("nc=00000001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Basic", DIGEST})
    void refusedPassword_isNeverSaidAgain(String field) {
        Conversation first = patient.converse(REQUEST);
        assertThat(first.answer(challenges(field))).isPresent();
        assertThat(first.answer(challenges(field, "Basic"))).isEmpty();
        assertThat(first.outcome()).isEqualTo(", and refused the user or the password");

        Conversation second = patient.converse(REQUEST);
        assertThat(second.unasked()).isEmpty();
        assertThat(second.answer(challenges(field))).isEmpty();
        assertThat(second.outcome()).isEqualTo(", and refused the user or the password");
    }

    @Test
    void refusedPassword_isAnothersMatter() {
        Conversation refused = patient.converse(REQUEST);
        refused.answer(challenges("Basic"));
        refused.answer(challenges("Basic"));

        Login other = logins.at("proxy", new Credential("u", "other"), false);
        Login elsewhere = logins.at("elsewhere", USER, false);
        assertThat(other.converse(REQUEST).answer(challenges("Basic"))).isPresent();
        assertThat(elsewhere.converse(REQUEST).answer(challenges("Basic"))).isPresent();
    }

    /** No password was at stake: it may be that nothing is behind the offer. */
    @Test
    void ntlmThatIsNotGoneOnWith_givesWayToTheNextScheme() {
        Conversation conversation = patient.converse(REQUEST);
        conversation.answer(challenges("NTLM", "Basic"));

        assertThat(scheme(conversation.answer(challenges("NTLM", "Basic")))).isEqualTo("Basic");
    }

    @Test
    void unsaidPassword_isNotCalledRefused() {
        Conversation conversation = patient.converse(REQUEST);
        conversation.answer(challenges("NTLM"));
        conversation.answer(challenges("NTLM"));

        assertThat(conversation.outcome()).isEmpty();
    }

    /** Each offer is new, so that each is worth an answer of its own, were it not for the password's sake. */
    @Test
    void changingOffers_getThePasswordTwice() {
        Conversation conversation = patient.converse(REQUEST);

        assertThat(scheme(conversation.answer(challenges("Basic")))).isEqualTo("Basic");
        assertThat(scheme(conversation.answer(challenges(DIGEST)))).isEqualTo("Digest");
        assertThat(conversation.answer(challenges("NTLM"))).isEmpty();
        assertThat(conversation.outcome()).isEqualTo(", and refused the user or the password");
        assertThat(patient.converse(REQUEST).answer(challenges("NTLM"))).isEmpty();
    }

    @Test
    void nonceThatIsAlwaysStale_getsThePasswordTwice() {
        Conversation conversation = patient.converse(REQUEST);
        conversation.answer(challenges(DIGEST));
        conversation.answer(challenges(DIGEST + ", stale=true"));

        assertThat(conversation.answer(challenges(DIGEST + ", stale=true"))).isEmpty();
    }

    @Test
    void passwordThatIsNeverAnswered_isSaidTwice() {
        for (int said = 0; said < 2; said++) {
            try (Conversation conversation = patient.converse(REQUEST)) {
                assertThat(conversation.answer(challenges("Basic"))).isPresent();
                conversation.sent();
            }
        }

        Conversation third = patient.converse(REQUEST);
        assertThat(third.answer(challenges("Basic"))).isEmpty();
        assertThat(third.outcome()).isEqualTo(", and did not answer when it was told the password, twice");
    }

    @Test
    void rightPassword_isSaidAsOftenAsItIsAskedFor() {
        for (int said = 0; said < 5; said++) {
            try (Conversation conversation = patient.converse(REQUEST)) {
                conversation.answer(challenges("NTLM"));
                assertThat(conversation.answer(challenges("Basic"))).isPresent();
                conversation.admitted(DONE, "Authentication-Info");
            }
        }
    }

    @Test
    void othersWithTheSamePassword_waitForTheFirstOnesFate() throws Exception {
        AtomicInteger said = new AtomicInteger();
        Conversation first = patient.converse(REQUEST);
        first.answer(challenges("Basic"));
        List<Worker> others = IntStream.range(0, 8)
                .mapToObj(index -> Worker.start("other", () -> {
                    try (Conversation other = patient.converse(REQUEST)) {
                        other.answer(challenges("Basic")).ifPresent(answer -> said.incrementAndGet());
                        other.answer(challenges("Basic")).ifPresent(answer -> said.incrementAndGet());
                    }
                }))
                .toList();

        assertThat(first.answer(challenges("Basic"))).isEmpty();
        others.forEach(Worker::join);
        assertThat(said).hasValue(0);
    }

    /** Behind a proxy that asks only for some hosts, what was said for the others shows nothing. */
    @Test
    void passwordThatNobodyAskedFor_isStillInDoubt() {
        try (Conversation open = eager.converse(REQUEST)) {
            open.unasked();
            open.admitted(DONE, "Authentication-Info");
        }
        AtomicInteger said = new AtomicInteger();
        List<Worker> others = IntStream.range(0, 8)
                .mapToObj(index -> Worker.start("other", () -> {
                    try (Conversation other = eager.converse(REQUEST)) {
                        other.unasked().ifPresent(answer -> said.incrementAndGet());
                        other.answer(challenges("Basic")).ifPresent(answer -> said.incrementAndGet());
                    }
                }))
                .toList();

        others.forEach(Worker::join);
        assertThat(said.get()).isBetween(1, 2);
    }

    @Test
    void challengeForWhatWasSaidUnasked_isAnAnswerToIt() {
        try (Conversation open = eager.converse(REQUEST)) {
            open.unasked();
            open.admitted(DONE, "Authentication-Info");
        }
        Conversation second = eager.converse(REQUEST);
        try (Conversation first = eager.converse(REQUEST)) {
            first.unasked();
            second.unasked();
            first.answer(challenges("Basic"));
        }

        assertThat(second.answer(challenges("Basic"))).isEmpty();
    }

    @Test
    void placeThatWasNotReached_hasNotHeardThePassword() {
        for (int tried = 0; tried < 4; tried++) {
            try (Conversation unasked = eager.converse(REQUEST);
                    Conversation asked = patient.converse(REQUEST)) {
                assertThat(unasked.unasked()).isPresent();
                assertThat(asked.answer(challenges("Basic"))).isPresent();
            }
        }
    }

    @Test
    void passwordThatIsSentUnaskedAndNeverAnswered_isSaidTwice() {
        for (int said = 0; said < 2; said++) {
            try (Conversation conversation = eager.converse(REQUEST)) {
                assertThat(conversation.unasked()).isPresent();
                conversation.sent();
            }
        }

        assertThat(eager.converse(REQUEST).unasked()).isEmpty();
    }

    @Test
    void passwordThatMayHaveBeenHeard_isRepeatedOnce() {
        Conversation conversation = patient.converse(REQUEST);
        conversation.answer(challenges("Basic"));
        conversation.sent();

        assertThat(conversation.repeat()).isTrue();
        assertThat(conversation.repeat()).isFalse();
    }

    @Test
    void connectionsThatBreakWhereThePasswordWasTaken_areNoTrialsOfIt() {
        try (Conversation first = eager.converse(REQUEST)) {
            first.unasked();
            first.sent();
            first.admitted(DONE, "Authentication-Info");
        }
        for (int broken = 0; broken < 4; broken++) {
            try (Conversation conversation = eager.converse(REQUEST)) {
                assertThat(conversation.unasked()).isPresent();
                conversation.sent();
                assertThat(conversation.repeat()).isTrue();
            }
        }
    }

    @Test
    void interruptedWait_saysNothing() throws Exception {
        Conversation first = patient.converse(REQUEST);
        first.answer(challenges("Basic"));

        Thread.currentThread().interrupt();
        assertThat(patient.converse(REQUEST).answer(challenges("Basic"))).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
