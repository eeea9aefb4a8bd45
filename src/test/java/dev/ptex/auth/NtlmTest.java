package dev.ptex.auth;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.credential.Credential;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the values of MS-NLMP section 4.2.4, where they are common to all. */
class NtlmTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CLIENT_NONCE = HEX.parseHex("aaaaaaaaaaaaaaaa");
    private static final byte[] SERVER_NONCE = HEX.parseHex("0123456789abcdef");
    private static final String TARGET_INFO =
            "02000c0044006f006d00610069006e00" + "01000c00530065007200760065007200" + "00000000";

    /** CHALLENGE_MESSAGE of section 4.2.4.3. */
    private static final String CHALLENGE = "4e544c4d53535000" + "02000000" + "0c000c0038000000" + "33828ae2"
            + "0123456789abcdef" + "0000000000000000" + "2400240044000000" + "0600701700000000"
            + "530065007200760065007200" + TARGET_INFO;

    private static final NtlmUser USER = new NtlmUser("Domain", "User", "Password");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private NtlmScheme scheme(String user, String password) {
        return new NtlmScheme(new Credential(user, password), CLIENT_NONCE::clone, clock);
    }

    private static Challenge challenge(String... hex) {
        Optional<String> token = Arrays.stream(hex)
                .map(HEX::parseHex)
                .map(Base64.getEncoder()::encodeToString)
                .findFirst();
        return new Challenge("NTLM", token, Map.of());
    }

    private static byte[] message(Answer answer) {
        return Base64.getDecoder().decode(answer.value().replaceFirst("^NTLM ", ""));
    }

    private byte[] proof(NtlmScheme scheme, String challenge) {
        scheme.answer(challenge());
        return message(scheme.answer(challenge(challenge)).orElseThrow());
    }

    /** The bytes of a message that one of its fields points to. */
    private static byte[] field(byte[] message, int at) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int offset = fields.getInt(at + 4);
        return Arrays.copyOfRange(message, offset, offset + fields.getShort(at));
    }

    @Test
    void key_isThatOfTheSpecification() {
        assertThat(hex(USER.key())).isEqualTo("0c868a403bfd7a93a3001ef22ef02e3f");
    }

    /** Computed by OpenSSL's MD4 and Python's hmac. */
    @Test
    void keyOfNonAsciiNames_isOfTheirUpperCase() {
        assertThat(hex(new NtlmUser("ÄÖ", "jürgen", "pässwörd€").key())).isEqualTo("f45fd0eaba6d0a316ad12c11c27a427a");
    }

    @Test
    void proof_isThatOfTheSpecification() {
        NtlmProof proof = NtlmProof.of(USER, SERVER_NONCE, HEX.parseHex(TARGET_INFO), 0, CLIENT_NONCE, true);

        assertThat(hex(proof.lanManager())).isEqualTo("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
        assertThat(hex(proof.response()))
                .startsWith("68cd0ab851e51c96aabc927bebef6a1c" + "0101000000000000" + "0000000000000000"
                        + "aaaaaaaaaaaaaaaa" + "00000000" + TARGET_INFO)
                .endsWith("00000000");
        assertThat(hex(proof.sessionKey())).isEqualTo("8de40ccadbc14a82f15cb0ad0de95ca3");
    }

    /** The first as squid 5.7's ntlm_fake_auth sends it; the others begin or end behind the message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4e544c4d535350000200000009000900aeaaaaaa0782880015dc7ea9aab0666c0000000000003a00574f524b47524f5550",
                "4e544c4d53535000020000000000000038000000338288000123456789abcdef0000000000000000ffffff00ffffff7f",
                "4e544c4d53535000020000000000000038000000338288000123456789abcdef000000000000000024002400ffffffff"
            })
    void targetInfoThatIsNotInTheMessage_isNone(String hex) {
        String message = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));

        assertThat(NtlmChallenge.parse(message).orElseThrow().targetInfo()).isEmpty();
    }

    @Test
    void challenge_isRead() {
        NtlmChallenge challenge =
                NtlmChallenge.parse(challenge(CHALLENGE).token().orElseThrow()).orElseThrow();

        assertThat(hex(challenge.nonce())).isEqualTo("0123456789abcdef");
        assertThat(hex(challenge.targetInfo())).isEqualTo(TARGET_INFO);
        assertThat(challenge.flags()).isEqualTo(0xe28a8233);
    }

    @Test
    void firstMessage_namesNobody() {
        Answer first = scheme("Domain\\User", "Password").answer(challenge()).orElseThrow();

        assertThat(first.step()).isEqualTo(Answer.Step.FIRST);
        assertThat(hex(message(first))).isEqualTo("4e544c4d53535000" + "01000000" + "07828800" + "00".repeat(16));
    }

    @Test
    void lastMessage_provesThePassword() {
        byte[] message = proof(scheme("Domain\\User", "Password"), CHALLENGE);

        byte[] response = field(message, 20);
        byte[] blob = Arrays.copyOfRange(response, 16, response.length);
        assertThat(Arrays.copyOf(response, 16)).isEqualTo(NtlmProof.hmac(USER.key(), SERVER_NONCE, blob));
        assertThat(field(message, 28)).isEqualTo("Domain".getBytes(UTF_16LE));
        assertThat(field(message, 36)).isEqualTo("User".getBytes(UTF_16LE));
    }

    @Test
    void serverThatDoesNotTellItsTime_isToldOurs() {
        byte[] response = field(proof(scheme("User", "Password"), CHALLENGE), 20);

        assertThat(ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN).getLong(24))
                .isEqualTo(134_117_966_450_000_000L);
    }

    /** MS-NLMP section 3.1.5.1.2: Windows refuses a login without the code, if it has told its time. */
    @Test
    void serverThatTellsItsTime_getsACodeOverAllMessages() {
        String time = "0700080000" + "112233445566" + "01";
        String info = TARGET_INFO.substring(0, TARGET_INFO.length() - 8) + time + "00000000";
        String challenge = CHALLENGE.substring(0, 80) + "3000300044000000" + CHALLENGE.substring(96, 136) + info;
        NtlmScheme scheme = scheme("Domain\\User", "Password");
        byte[] negotiate = message(scheme.answer(challenge()).orElseThrow());

        byte[] message = message(scheme.answer(challenge(challenge)).orElseThrow());

        byte[] response = field(message, 20);
        byte[] proof = Arrays.copyOf(response, 16);
        assertThat(hex(response)).contains("0600040002000000").contains("0011223344556601" + hex(CLIENT_NONCE));
        assertThat(hex(field(message, 12))).isEqualTo("00".repeat(24));
        byte[] code = Arrays.copyOfRange(message, 72, 88);
        Arrays.fill(message, 72, 88, (byte) 0);
        assertThat(code)
                .isEqualTo(
                        NtlmProof.hmac(NtlmProof.hmac(USER.key(), proof), negotiate, HEX.parseHex(challenge), message));
    }

    /** MS-NLMP section 2.2.2.1: such a name is told as it is, and has no domain beside it. */
    @ParameterizedTest
    @CsvSource({"CORP\\jane, CORP, jane", "jane@corp.example, '', jane@corp.example", "jane, '', jane"})
    void user_isSplitAtABackslashOnly(String written, String domain, String name) {
        byte[] message = proof(scheme(written, "x"), CHALLENGE);

        assertThat(new String(field(message, 28), UTF_16LE)).isEqualTo(domain);
        assertThat(new String(field(message, 36), UTF_16LE)).isEqualTo(name);
    }

    @Test
    void refusedPassword_isNotSentAgain() {
        NtlmScheme scheme = scheme("User", "Password");
        proof(scheme, CHALLENGE);

        assertThat(scheme.answer(challenge())).isEmpty();
        assertThat(scheme.answer(challenge(CHALLENGE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4e544c4d53535000", "4e544c4d5353500001000000000000000000000000000000000000000000000000"})
    void messageThatIsNone_isNotAnswered(String hex) {
        NtlmScheme scheme = scheme("User", "Password");
        scheme.answer(challenge());

        assertThat(scheme.answer(challenge(hex))).isEmpty();
    }

    @Test
    void serverWithoutTargetInfo_isAnswered() {
        String old = CHALLENGE.substring(0, 64);

        assertThat(field(proof(scheme("User", "Password"), old), 20)).hasSize(16 + 28 + 4);
    }
}
