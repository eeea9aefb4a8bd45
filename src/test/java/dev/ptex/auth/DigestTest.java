package dev.ptex.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.credential.Credential;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the values of RFC 7616 section 3.9; those that it does not have were computed by Python's hashlib. */
class DigestTest {
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    private static final String OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
    private static final Credential MUFASA = new Credential("Mufasa", "Circle of Life");

    private final DigestSession session = new DigestSession();

    private DigestScheme scheme(Credential credential, String target, String clientNonce) {
        return new DigestScheme(credential, new RequestLine("GET", target), session, () -> clientNonce);
    }

    private DigestScheme scheme() {
        return scheme(MUFASA, "/dir/index.html", CLIENT_NONCE);
    }

    private static Challenges challenges(String... fields) {
        return Challenges.in(
                new ResponseHead(
                        "HTTP/1.1 401 Unauthorized",
                        List.of(fields).stream()
                                .map(field -> new Header("WWW-Authenticate", field))
                                .toList()),
                "WWW-Authenticate");
    }

    private static Challenge challenge(String field) {
        return challenges(field).offered().get(0);
    }

    private static String offer(String parameters) {
        return "Digest realm=\"http-auth@example.org\", nonce=\"" + NONCE + "\"" + parameters;
    }

    private static Map<String, String> parameters(Optional<Answer> answer) {
        return challenge(answer.orElseThrow().value()).parameters();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void example_isAnsweredAsTheSpecificationHasIt(String algorithm, String response) {
        Optional<Answer> answer = scheme().answer(challenge(
                offer(", qop=\"auth, auth-int\", algorithm=" + algorithm + ", opaque=\"" + OPAQUE + "\"")));

        assertThat(answer.map(Answer::value))
                .contains("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"" + NONCE
                        + "\", uri=\"/dir/index.html\", response=\"" + response + "\", algorithm=" + algorithm
                        + ", opaque=\"" + OPAQUE + "\", qop=auth, nc=00000001, cnonce=\"" + CLIENT_NONCE + "\"");
    }

    /** RFC 7616 section 3.9.2, whose own values are of another hash (erratum 4897). */
    @Test
    void userOfAnyLanguage_canBeHashed() {
        String offer = "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", charset=UTF-8, userhash=true";

        Map<String, String> answer = parameters(
                scheme(new Credential("Jäsøn Doe", "Secret, or not?"), "/doe.json", "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm")
                        .answer(challenge(offer)));

        assertThat(answer)
                .containsEntry("username", "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b")
                .containsEntry("response", "7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c")
                .containsEntry("userhash", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "MD5-sess, e783283f46242139c486a698fec7211d, 6914b51e16f9459d9abc967ad41c4599",
        "SHA-256-sess, 2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7,"
                + " 6bb0010aa4bdf46422a798c509ea32e256f27bd37de5cc3bdf8ed51e1d77d650"
    })
    void sessionAlgorithm_goesOnFromItsFirstNonces(String algorithm, String first, String second) {
        assertThat(parameters(scheme().answer(challenge(offer(", qop=auth, algorithm=" + algorithm)))))
                .containsEntry("response", first);
        assertThat(parameters(scheme().unasked()))
                .containsEntry("nc", "00000002")
                .containsEntry("response", second);
    }

    /** RFC 2069, as old devices have it. */
    @Test
    void challengeWithoutQop_isAnsweredTheOldWay() {
        assertThat(parameters(scheme().answer(challenge(offer("")))))
                .containsEntry("response", "7b2cc3b30e75b4777ea31027084363fd")
                .doesNotContainKeys("qop", "nc", "cnonce", "algorithm");
    }

    @Test
    void strongestAlgorithm_isChosen() {
        Challenges offered = challenges(
                offer(", algorithm=MD5"), offer(", algorithm=SHA-256, qop=auth"), offer(", algorithm=token, qop=auth"));

        assertThat(scheme().choose(offered).flatMap(challenge -> challenge.parameter("algorithm")))
                .contains("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Digest realm=x", "Digest nonce=x, qop=auth-int", "Digest nonce=x, algorithm=rot13", "Basic"})
    void offerThatCannotBeAnswered_isPassedOver(String field) {
        assertThat(scheme().choose(challenges(field))).isEmpty();
    }

    @Test
    void nextRequest_isCounted() {
        scheme().answer(challenge(offer(", qop=auth")));

        assertThat(parameters(scheme().unasked()))
                .containsEntry("nc", "00000002")
                .containsEntry("nonce", NONCE);
    }

    @Test
    void nextNonceOfTheServer_isUsed() {
        scheme().answer(challenge(offer(", qop=auth")));

        session.renew("other");

        assertThat(parameters(scheme().unasked()))
                .containsEntry("nc", "00000001")
                .containsEntry("nonce", "other");
    }

    @Test
    void staleNonce_isReplaced() {
        DigestScheme scheme = scheme();
        scheme.answer(challenge(offer(", qop=auth")));

        assertThat(parameters(scheme.answer(challenge("Digest realm=r, nonce=new, stale=TRUE, qop=auth"))))
                .containsEntry("nonce", "new")
                .containsEntry("nc", "00000001");
    }

    @Test
    void nonceThatIsStaleAgainAndAgain_isGivenUp() {
        DigestScheme scheme = scheme();
        Challenge stale = challenge("Digest realm=r, nonce=new, stale=true, qop=auth");
        for (int i = 0; i < 4; i++) {
            assertThat(scheme.answer(stale)).isPresent();
        }

        assertThat(scheme.answer(stale)).isEmpty();
    }

    @Test
    void refusedPassword_isNotSentAgain() {
        DigestScheme scheme = scheme();
        scheme.answer(challenge(offer(", qop=auth")));

        assertThat(scheme.answer(challenge("Digest realm=r, nonce=new, qop=auth")))
                .isEmpty();
    }

    /** A server may forget to say that a nonce of an earlier request is stale. */
    @Test
    void nonceOfAnEarlierRequest_isReplacedOnce() {
        scheme().answer(challenge(offer(", qop=auth")));
        DigestScheme next = scheme();
        next.unasked();

        assertThat(next.answer(challenge("Digest realm=r, nonce=new, qop=auth")))
                .isPresent();
        assertThat(next.answer(challenge("Digest realm=r, nonce=newer, qop=auth")))
                .isEmpty();
    }

    @Test
    void quotesAndLineBreaks_cannotLeaveTheirString() {
        DigestScheme scheme = scheme(new Credential("a\"b\\c\r\nX: y", "p"), "/", "c");

        assertThat(scheme.answer(challenge("Digest realm=\"r\\\"s\", nonce=n"))
                        .map(Answer::value)
                        .orElseThrow())
                .startsWith("Digest username=\"a\\\"b\\\\c??X: y\", realm=\"r\\\"s\", nonce=\"n\"");
    }
}
