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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class Socks4Test {
    private static final Target ORIGIN = new Target("origin.test", 443);
    private static final Step HEARS_REQUEST = hears(hex("04 01 01 bb 00 00 00 01 00"), text("origin.test\0"));
    private static final Step GRANTS = says(hex("00 5a 00 00 00 00 00 00"));

    private final Dialer dialer = new Dialer(
            host -> List.of(InetAddress.getByName(host.equals("origin.test") ? "192.0.2.1" : host)),
            Duration.ofSeconds(20),
            System::nanoTime,
            "ptex/test",
            new Logins(SecureRandom::new, Clock.systemUTC()),
            ScriptedProxy.NO_TLS);

    private void exchange(ProxyKind kind, Target target, Step hears) throws IOException, DialException {
        try (ScriptedProxy proxy = ScriptedProxy.start(hears, GRANTS, isLeft())) {
            dialer.through(proxy.as(kind), target, head -> {}).close();
            proxy.awaitEnd();
        }
    }

    private DialException failure(Proxy proxy) {
        return catchThrowableOfType(DialException.class, () -> dialer.through(proxy, ORIGIN, head -> {}));
    }

    @Test
    void resolvedAddress_isSentBySocks4() throws Exception {
        exchange(ProxyKind.SOCKS4, ORIGIN, hears(hex("04 01 01 bb c0 00 02 01 00")));
    }

    @Test
    void name_isSentBySocks4a() throws Exception {
        exchange(ProxyKind.SOCKS4A, ORIGIN, HEARS_REQUEST);
    }

    @Test
    void ipv4Literal_isSentAsAnAddressBySocks4a() throws Exception {
        exchange(ProxyKind.SOCKS4A, new Target("192.0.2.7", 65535), hears(hex("04 01 ff ff c0 00 02 07 00")));
    }

    /** There is no other way; some proxies can make something of it. */
    @Test
    void ipv6Literal_isSentAsANameBySocks4a() throws Exception {
        exchange(
                ProxyKind.SOCKS4A,
                new Target("2001:db8::1", 443),
                hears(hex("04 01 01 bb 00 00 00 01 00"), text("2001:db8::1\0")));
    }

    @Test
    void user_isSentWithoutThePassword() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(hears(hex("04 01 01 bb c0 00 02 01"), text("arthur\0")), GRANTS, isLeft())) {
            dialer.through(proxy.as(ProxyKind.SOCKS4, "arthur", "dent"), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    /** It would end the user early, and what is left of it would name another target. */
    @Test
    void userWithAZeroByte_isNotSent() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS4A, "arthur\0elsewhere.test", "dent");

            assertThat(failure(proxy)).hasMessage("the proxy " + proxy + " takes no user with a zero byte");
            scripted.awaitEnd();
        }
    }

    @Test
    void userAndName_areSentInThisOrder() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hears(hex("04 01 01 bb 00 00 00 01"), text("arthur\0origin.test\0")), GRANTS, isLeft())) {
            dialer.through(proxy.as(ProxyKind.SOCKS4A, "arthur", "dent"), ORIGIN, head -> {})
                    .close();

            proxy.awaitEnd();
        }
    }

    @Test
    void bytesAfterTheReply_areLeftToTheOriginsReader() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(HEARS_REQUEST, says(hex("00 5a 01 bb c0 00 02 01"), text("220")), hangsUp())) {
            try (SocketChannel channel = dialer.through(proxy.as(ProxyKind.SOCKS4A), ORIGIN, head -> {})
                    .channel()) {
                assertThat(channel.socket().getInputStream().readAllBytes()).isEqualTo(text("220"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5b, request rejected or failed, false",
        "5c, it cannot reach the client's identd, false",
        "5d, the client's identd reports another user, true",
        "5e, code 94, false",
        "ff, code 255, false",
        "00, code 0, false"
    })
    void refusal_isSaidWithTheTarget(String code, String reason, boolean credentialsWanted) throws Exception {
        try (ScriptedProxy scripted =
                ScriptedProxy.start(HEARS_REQUEST, says(hex("00 " + code + " 00 00 00 00 00 00")), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS4A);

            DialException failure = failure(proxy);

            assertThat(failure).hasMessage("the proxy " + proxy + " refused to connect to origin.test:443: " + reason);
            assertThat(failure.credentialsWanted()).isEqualTo(credentialsWanted);
            scripted.awaitEnd();
        }
    }

    @Test
    void refusalOfAnAddress_namesTheAddress() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(
                hears(hex("04 01 01 bb c0 00 02 01 00")), says(hex("00 5b 00 00 00 00 00 00")), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS4);

            assertThat(failure(proxy))
                    .hasMessage(
                            "the proxy " + proxy + " refused to connect to 192.0.2.1:443: request rejected or failed");
        }
    }

    /** A SOCKS 5 proxy's shortest no, and the beginning of an HTTP proxy's. */
    @ParameterizedTest
    @CsvSource({"05 ff", "48 54 54 50 2f 31 2e 31 20 34 30 30"})
    void otherProtocol_isSaid(String answer) throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_REQUEST, says(hex(answer)), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS4A);

            assertThat(failure(proxy)).hasMessage("the proxy " + proxy + " does not speak SOCKS 4");
            scripted.awaitEnd();
        }
    }

    @Test
    void endWithinTheReply_isSaid() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(HEARS_REQUEST, says(hex("00 5a 00 00")), hangsUp())) {
            Proxy proxy = scripted.as(ProxyKind.SOCKS4A);

            assertThat(failure(proxy)).hasMessage("the proxy " + proxy + " closed the connection");
        }
    }
}
