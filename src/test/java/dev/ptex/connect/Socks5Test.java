package dev.ptex.connect;

import static dev.ptex.connect.ScriptedProxy.hangsUp;
import static dev.ptex.connect.ScriptedProxy.hears;
import static dev.ptex.connect.ScriptedProxy.hex;
import static dev.ptex.connect.ScriptedProxy.isLeft;
import static dev.ptex.connect.ScriptedProxy.says;
import static dev.ptex.connect.ScriptedProxy.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.auth.Logins;
import dev.ptex.connect.ScriptedProxy.Step;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class Socks5Test {
    private static final Target ORIGIN = new Target("origin.test", 443);
    private static final Step HEARS_GREETING = hears(hex("05 01 00"));
    private static final Step HEARS_GREETING_WITH_LOGIN = hears(hex("05 02 00 02"));
    private static final Step WANTS_NO_LOGIN = says(hex("05 00"));
    private static final Step WANTS_LOGIN = says(hex("05 02"));
    private static final Step HEARS_LOGIN = hears(hex("01 06"), text("arthur"), hex("04"), text("dent"));
    private static final Step HEARS_REQUEST = hears(hex("05 01 00 03 0b"), text("origin.test"), hex("01 bb"));
    private static final Step GRANTS = says(hex("05 00 00 01 00 00 00 00 00 00"));

    private final Logins logins = new Logins(SecureRandom::new, Clock.systemUTC());
    private final Dialer dialer = new Dialer(
            host -> List.of(InetAddress.getByName(host.equals("origin.test") ? "192.0.2.1" : host)),
            Duration.ofSeconds(20),
            System::nanoTime,
            "ptex/test",
            logins,
            ScriptedProxy.NO_TLS);

    private void exchange(ProxyKind kind, Target target, Step hears) throws IOException, DialException {
        try (ScriptedProxy proxy = ScriptedProxy.start(HEARS_GREETING, WANTS_NO_LOGIN, hears, GRANTS, isLeft())) {
            dialer.through(proxy.as(kind), target, head -> {}).close();
            proxy.awaitEnd();
        }
    }

    private DialException failure(Proxy proxy, Target target) {
        return catchThrowableOfType(DialException.class, () -> dialer.through(proxy, target, head -> {}));
    }

    /** What is said of a proxy without its name, if it plays this for somebody without credentials. */
    private String complaint(Step... steps) throws IOException {
        try (ScriptedProxy scripted = ScriptedProxy.start(steps)) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H);
            DialException failure = failure(proxy, ORIGIN);
            scripted.awaitEnd();
            assertThat(failure).hasMessageStartingWith("the proxy " + proxy + " ");
            assertThat(failure.credentialsWanted()).isFalse();
            return String.valueOf(failure.getMessage()).substring(("the proxy " + proxy + " ").length());
        }
    }

    @Test
    void resolvedAddress_isSentBySocks5() throws Exception {
        exchange(ProxyKind.SOCKS5, ORIGIN, hears(hex("05 01 00 01 c0 00 02 01 01 bb")));
    }

    @Test
    void name_isSentBySocks5h() throws Exception {
        exchange(ProxyKind.SOCKS5H, ORIGIN, HEARS_REQUEST);
    }

    @Test
    void ipv4Literal_isSentAsAnAddressBySocks5h() throws Exception {
        exchange(ProxyKind.SOCKS5H, new Target("192.0.2.7", 65535), hears(hex("05 01 00 01 c0 00 02 07 ff ff")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOCKS5", "SOCKS5H"})
    void ipv6Literal_isSentAsAnAddress(ProxyKind kind) throws Exception {
        exchange(
                kind,
                new Target("2001:db8::1", 443),
                hears(hex("05 01 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 01 bb")));
    }

    @Test
    void longestName_isSent() throws Exception {
        String name = "n".repeat(255);
        exchange(ProxyKind.SOCKS5H, new Target(name, 443), hears(hex("05 01 00 03 ff"), text(name), hex("01 bb")));
    }

    @Test
    void longerName_isNotSent() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_GREETING, WANTS_NO_LOGIN, isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H);

            assertThat(failure(proxy, new Target("n".repeat(256), 443)))
                    .hasMessage("the proxy " + proxy + " takes no name, user or password of more than 255 bytes");
            scripted.awaitEnd();
        }
    }

    @Test
    void login_isMadeIfTheProxyWantsIt() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                HEARS_GREETING_WITH_LOGIN,
                WANTS_LOGIN,
                HEARS_LOGIN,
                says(hex("01 00")),
                HEARS_REQUEST,
                GRANTS,
                isLeft())) {
            dialer.through(proxy.as(ProxyKind.SOCKS5H, "arthur", "dent"), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    @Test
    void passwordThatWasRefused_isNotSentAgain() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, WANTS_LOGIN, isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H, "arthur", "dent");
            proxy.login(logins).orElseThrow().trial().refused();

            assertThat(failure(proxy, ORIGIN))
                    .hasMessage("the proxy " + proxy
                            + " has refused the password, or not answered it, before: it is not sent again");
            scripted.awaitEnd();
        }
    }

    @Test
    void refusedPassword_isRemembered() throws Exception {
        try (ScriptedProxy scripted =
                ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, WANTS_LOGIN, HEARS_LOGIN, says(hex("01 01")))) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H, "arthur", "dent");
            failure(proxy, ORIGIN);

            assertThat(proxy.login(logins).orElseThrow().trial().say()).isFalse();
        }
    }

    @Test
    void login_isNotMadeIfTheProxyWantsNone() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, WANTS_NO_LOGIN, HEARS_REQUEST, GRANTS, isLeft())) {
            dialer.through(proxy.as(ProxyKind.SOCKS5H, "arthur", "dent"), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    /** Some say 5, the version of SOCKS, instead of 1, that of the login (RFC 1929); libcurl does not look either. */
    @Test
    void versionOfTheLoginsReply_doesNotMatter() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                HEARS_GREETING_WITH_LOGIN, WANTS_LOGIN, HEARS_LOGIN, says(hex("05 00")), HEARS_REQUEST, GRANTS)) {
            dialer.through(proxy.as(ProxyKind.SOCKS5H, "arthur", "dent"), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    @Test
    void emptyPassword_isSent() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                HEARS_GREETING_WITH_LOGIN,
                WANTS_LOGIN,
                hears(hex("01 02"), "\u00e9".getBytes(StandardCharsets.UTF_8), hex("00")),
                says(hex("01 00")),
                HEARS_REQUEST,
                GRANTS)) {
            dialer.through(proxy.as(ProxyKind.SOCKS5H, "\u00e9", ""), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 1", "1, 256"})
    void tooLongCredentials_areNotSent(int user, int password) throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, WANTS_LOGIN, isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H, "u".repeat(user), "p".repeat(password));

            assertThat(failure(proxy, ORIGIN))
                    .hasMessage("the proxy " + proxy + " takes no name, user or password of more than 255 bytes");
            scripted.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 01", "01 ff", "05 01"})
    void refusedLogin_isSaid(String reply) throws Exception {
        try (ScriptedProxy scripted =
                ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, WANTS_LOGIN, HEARS_LOGIN, says(hex(reply)), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H, "arthur", "dent");

            DialException failure = failure(proxy, ORIGIN);

            assertThat(failure).hasMessage("the proxy " + proxy + " refused the user or the password");
            assertThat(failure.credentialsWanted()).isTrue();
            scripted.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 ff", "05 01", "05 02"})
    void wantedLogin_isSaidToBeWanted(String choice) throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_GREETING, says(hex(choice)), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H);

            DialException failure = failure(proxy, ORIGIN);

            assertThat(failure).hasMessage("the proxy " + proxy + " wants a login");
            assertThat(failure.credentialsWanted()).isTrue();
            scripted.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 ff", "05 01"})
    void wantedLoginOfAnotherKind_isSaid(String choice) throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_GREETING_WITH_LOGIN, says(hex(choice)), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5H, "arthur", "dent");

            DialException failure = failure(proxy, ORIGIN);

            assertThat(failure)
                    .hasMessage("the proxy " + proxy + " wants a login of another kind than user and password");
            assertThat(failure.credentialsWanted()).isFalse();
            scripted.awaitEnd();
        }
    }

    /** Whatever the address is that the proxy speaks from; what follows it is the origin's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 c0 00 02 01 04 38",
                "04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 04 38",
                "03 05 70 72 6f 78 79 04 38",
                "03 00 00 00"
            })
    void bytesAfterTheReply_areLeftToTheOriginsReader(String boundAddress) throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                HEARS_GREETING,
                WANTS_NO_LOGIN,
                HEARS_REQUEST,
                says(hex("05 00 00 " + boundAddress), text("220")),
                hangsUp())) {
            try (SocketChannel channel = dialer.through(proxy.as(ProxyKind.SOCKS5H), ORIGIN, head -> {})
                    .channel()) {
                assertThat(channel.socket().getInputStream().readAllBytes()).isEqualTo(text("220"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01, general failure",
        "02, not allowed by its rules",
        "03, network unreachable",
        "04, host unreachable",
        "05, connection refused",
        "06, time to live expired",
        "07, command not supported",
        "08, address type not supported",
        "09, code 9",
        "ff, code 255"
    })
    void refusal_isSaidWithTheTarget(String code, String reason) throws Exception {
        assertThat(complaint(
                        HEARS_GREETING,
                        WANTS_NO_LOGIN,
                        HEARS_REQUEST,
                        says(hex("05 " + code + " 00 01 00 00 00 00 00 00")),
                        isLeft()))
                .isEqualTo("refused to connect to origin.test:443: " + reason);
    }

    @Test
    void refusalWithoutAnAddress_isSaidToo() throws Exception {
        assertThat(complaint(HEARS_GREETING, WANTS_NO_LOGIN, HEARS_REQUEST, says(hex("05 02")), hangsUp()))
                .isEqualTo("refused to connect to origin.test:443: not allowed by its rules");
    }

    @Test
    void refusalOfAnAddress_namesTheAddress() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(
                HEARS_GREETING,
                WANTS_NO_LOGIN,
                hears(hex("05 01 00 01 c0 00 02 01 01 bb")),
                says(hex("05 05 00 01 00 00 00 00 00 00")),
                isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS5);

            assertThat(failure(proxy, ORIGIN))
                    .hasMessage("the proxy " + proxy + " refused to connect to 192.0.2.1:443: connection refused");
        }
    }

    /** The first byte of SOCKS 4's no, and of an HTTP proxy's. */
    @ParameterizedTest
    @ValueSource(strings = {"00", "48"})
    void otherProtocol_isSaid(String answer) throws Exception {
        assertThat(complaint(HEARS_GREETING, says(hex(answer)), isLeft())).isEqualTo("does not speak SOCKS 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 00 00 01 00 00 00 00 00 00", "05 00 00 02 00 00 00 00 00 00"})
    void nonsenseInTheReply_isSaid(String reply) throws Exception {
        assertThat(complaint(HEARS_GREETING, WANTS_NO_LOGIN, HEARS_REQUEST, says(hex(reply)), isLeft()))
                .isEqualTo("does not speak SOCKS 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "05 00 00 01 00 00", "05 00 00 03 05 70"})
    void endWithinTheReply_isSaid(String beginning) throws Exception {
        byte[] octets = beginning.isEmpty() ? new byte[0] : hex(beginning);

        assertThat(complaint(HEARS_GREETING, WANTS_NO_LOGIN, HEARS_REQUEST, says(octets), hangsUp()))
                .isEqualTo("closed the connection");
    }
}
