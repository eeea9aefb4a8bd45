package dev.ptex.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengesTest {
    private static Challenges challenges(String... values) {
        List<Header> headers = Stream.of(values)
                .map(value -> new Header("WWW-Authenticate", value))
                .toList();
        return Challenges.in(new ResponseHead("HTTP/1.1 401 Unauthorized", headers), "www-authenticate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Basic | Basic",
                "Basic realm=\"a\" | Basic",
                "Basic realm = \"a\", charset = \"UTF-8\" | Basic",
                "Basic realm=\"a, Digest b\", Bearer | Basic Bearer",
                "Basic realm=\"a\\\", Digest b\", Bearer | Basic Bearer",
                "Digest realm=\"a\", qop=\"auth, auth-int\", nonce=\"b\", Basic realm=\"c\" | Digest Basic",
                "Negotiate abc/+== , NTLM | Negotiate NTLM",
                "  ,Negotiate,, NTLM, | Negotiate NTLM",
                "Basic, basic, BASIC | Basic",
                "Basic realm=\"never ends, Bearer | Basic",
                "'' | ''",
                "\"quoted\", a b c | a",
            })
    void field_namesItsSchemes(String value, String schemes) {
        assertThat(String.join(" ", challenges(value).schemes())).isEqualTo(schemes);
    }

    @Test
    void severalFields_areReadTogether() {
        assertThat(challenges("Negotiate", "NTLM", "Basic realm=\"a\"").schemes())
                .containsExactly("Negotiate", "NTLM", "Basic");
    }

    @Test
    void otherFields_areNotRead() {
        ResponseHead head = new ResponseHead("HTTP/1.1 401", List.of(new Header("Proxy-Authenticate", "Basic")));

        assertThat(Challenges.in(head, "WWW-Authenticate").schemes()).isEmpty();
    }

    @Test
    void hostileField_isReadAndCut() {
        Challenges challenges = challenges("\\\"".repeat(100_000), "x".repeat(1000));

        assertThat(challenges.wish()).isEqualTo("; it wants " + "x".repeat(200) + "...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=\"secret\", Bearer | ; it wants Basic, Bearer | ; it wants Basic, Bearer",
                "NTLM | ; it wants NTLM | ; it wants NTLM",
                "Negotiate | ; it wants Negotiate | ; it wants Negotiate, and only NTLM, Digest and Basic are supported",
                "'' | '' | ''",
            })
    void wish_isTheEndOfAMessage(String value, String server, String proxy) {
        assertThat(challenges(value).wish()).isEqualTo(server);
        assertThat(challenges(value).wishOfProxy()).isEqualTo(proxy);
    }
}
