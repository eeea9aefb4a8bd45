package dev.ptex.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialTest {
    @ParameterizedTest
    @CsvSource({
        "me:secret, me, secret",
        "me:, me, ''",
        "me, me, ''",
        ":secret, '', secret",
        "'', '', ''",
        "me:a:b, me, a:b",
        "me%3Acorp:x, me:corp, x",
        "me%40corp.example:p%40ss, me@corp.example, p@ss",
        "me:p%2Fs%3f, me, p/s?",
        "me:a+b, me, a+b",
        "me:%C3%A9, me, é",
        "me:é, me, é",
        "me:100%, me, 100%",
        "me:%4, me, %4",
        "me:%zz, me, %zz",
        "me:%2541, me, %41",
    })
    void userInfo_isSplitAndThenDecodedOnce(String userInfo, String user, String password) {
        assertThat(Credential.ofUserInfo(userInfo)).isEqualTo(new Credential(user, password));
    }

    @Test
    void headerValue_isThatOfTheRfc() {
        // RFC 7617 section 2.
        assertThat(new Credential("Aladdin", "open sesame").basic()).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void headerValue_isOfUtf8() {
        // RFC 7617 section 2.1.
        assertThat(new Credential("test", "123£").basic()).isEqualTo("Basic dGVzdDoxMjPCow==");
    }

    @Test
    void longPassword_staysOnOneLine() {
        assertThat(new Credential("me", "x".repeat(500)).basic())
                .doesNotContain("\n")
                .doesNotContain("\r");
    }

    @Test
    void shownCredential_saysNothing() {
        assertThat(new Credential("me", "secret")).hasToString("***");
    }
}
