package dev.ptex.connect;

import static dev.ptex.connect.ScriptedProxy.hangsUp;
import static dev.ptex.connect.ScriptedProxy.hears;
import static dev.ptex.connect.ScriptedProxy.hearsHead;
import static dev.ptex.connect.ScriptedProxy.hex;
import static dev.ptex.connect.ScriptedProxy.isLeft;
import static dev.ptex.connect.ScriptedProxy.says;
import static dev.ptex.connect.ScriptedProxy.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.auth.Logins;
import dev.ptex.connect.ScriptedProxy.Step;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TunnelTest {
    private static final Target ORIGIN = new Target("origin.test", 443);

    private final Dialer dialer = new Dialer(
            host -> List.of(InetAddress.getByName(host)),
            Duration.ofSeconds(20),
            System::nanoTime,
            "ptex/test",
            new Logins(SecureRandom::new, Clock.systemUTC()),
            ScriptedProxy.NO_TLS);
    private final List<ResponseHead> heads = new ArrayList<>();

    private SocketChannel dial(Proxy proxy, Target target) throws DialException {
        return dialer.through(proxy, target, heads::add).channel();
    }

    private DialException failure(Proxy proxy) {
        return catchThrowableOfType(DialException.class, () -> dial(proxy, ORIGIN));
    }

    /** What is said of a proxy that answers so, without its name; it must have been left, too. */
    private String complaint(Step... answer) throws IOException {
        List<Step> steps = new ArrayList<>(List.of(answer));
        steps.add(0, hearsHead());
        try (ScriptedProxy scripted = ScriptedProxy.start(steps.toArray(Step[]::new))) {
            Proxy proxy = scripted.as(ProxyKind.HTTP);
            DialException failure = failure(proxy);
            scripted.awaitEnd();
            assertThat(failure).hasMessageStartingWith("the proxy " + proxy + " ");
            assertThat(failure.credentialsWanted()).isFalse();
            return String.valueOf(failure.getMessage()).substring(("the proxy " + proxy + " ").length());
        }
    }

    /** The heads that are shown of such an answer, which must make a tunnel. */
    private List<ResponseHead> observed(String answer) throws IOException, DialException {
        try (ScriptedProxy proxy = ScriptedProxy.start(hearsHead(), says(text(answer)))) {
            dial(proxy.as(ProxyKind.HTTP), ORIGIN).close();
            proxy.awaitEnd();
            return heads;
        }
    }

    private static List<Header> headers(String... namesAndValues) {
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return headers;
    }

    @Test
    void request_namesTheTargetTwice() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hears(
                        text("CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\nUser-Agent: ptex/test\r\n"),
                        text("Proxy-Connection: Keep-Alive\r\n\r\n")),
                says(text("HTTP/1.1 200 OK\r\n\r\n")),
                isLeft())) {
            dial(proxy.as(ProxyKind.HTTP), ORIGIN).close();

            proxy.awaitEnd();
        }
    }

    @Test
    void credentials_goToTheProxy() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hears(
                        text("CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n"),
                        text("Proxy-Authorization: Basic YXJ0aHVyOmTDqW50\r\n"),
                        text("User-Agent: ptex/test\r\nProxy-Connection: Keep-Alive\r\n\r\n")),
                says(text("HTTP/1.1 200 OK\r\n\r\n")),
                isLeft())) {
            dial(proxy.as(ProxyKind.HTTP, "arthur", "d\u00e9nt"), ORIGIN).close();

            proxy.awaitEnd();
        }
    }

    @Test
    void ipv6Target_isInBrackets() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hears(text("CONNECT [2001:db8::1]:8443 HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\n")),
                hearsHead(),
                says(text("HTTP/1.1 200 OK\r\n\r\n")))) {
            dial(proxy.as(ProxyKind.HTTP), new Target("2001:db8::1", 8443)).close();

            proxy.awaitEnd();
        }
    }

    @Test
    void switchedProtocols_areARefusal() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 101 Switching Protocols\r\n\r\n")), isLeft()))
                .isEqualTo("answered 101 Switching Protocols when asked for origin.test:443");
    }

    @Test
    void bytesAfterTheHead_areLeftToTheOriginsReader() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(hearsHead(), says(text("HTTP/1.1 200 OK\r\n\r\n220 ready\r\n")), hangsUp())) {
            try (SocketChannel channel = dial(proxy.as(ProxyKind.HTTP), ORIGIN)) {
                assertThat(channel.isBlocking()).isTrue();
                assertThat(channel.socket().getSoTimeout()).isZero();
                assertThat(channel.socket().getInputStream().readAllBytes()).isEqualTo(text("220 ready\r\n"));
            }
        }
    }

    @Test
    void bytesAfterTheHead_canBeReadWithoutBlocking() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(hearsHead(), says(text("HTTP/1.1 200 OK\r\n\r\n220 ready\r\n")))) {
            try (SocketChannel channel = dial(proxy.as(ProxyKind.HTTP), ORIGIN)) {
                channel.configureBlocking(false);
                ByteBuffer read = ByteBuffer.allocate(100);
                channel.read(read);
                assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(text("220 ready\r\n")));
            }
        }
    }

    @Test
    void bytesToTheOrigin_goThrough() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(hearsHead(), says(text("HTTP/1.1 200 OK\r\n\r\n")), hears(text("HELLO")))) {
            try (SocketChannel channel = dial(proxy.as(ProxyKind.HTTP), ORIGIN)) {
                channel.write(ByteBuffer.wrap(text("HELLO")));
                proxy.awaitEnd();
            }
        }
    }

    /** RFC 9110 section 9.3.6: a client must ignore a length in an answer that makes a tunnel. */
    @Test
    void lengthOfATunnel_isIgnored() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hearsHead(), says(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n220 ready\r\n")), hangsUp())) {
            try (SocketChannel channel = dial(proxy.as(ProxyKind.HTTP), ORIGIN)) {
                assertThat(channel.socket().getInputStream().readAllBytes()).isEqualTo(text("220 ready\r\n"));
            }
        }
    }

    @Test
    void interimAnswers_arePassedOver() throws Exception {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nA: b\r\n\r\n";

        assertThat(observed(interim + "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n"))
                .containsExactly(new ResponseHead("HTTP/1.1 200 Connection established", headers("Via", "x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200",
                "HTTP/1.1 200 ",
                "HTTP/1.0 200 OK",
                "HTTP/1.1 204 No Content",
                "HTTP/1.1 299 \u0085"
            })
    void anySuccess_makesATunnel(String statusLine) throws Exception {
        assertThat(observed(statusLine + "\r\n\r\n")).containsExactly(new ResponseHead(statusLine, List.of()));
    }

    @Test
    void bareLineFeeds_endLinesToo() throws Exception {
        assertThat(observed("HTTP/1.1 200 OK\nVia: x\n\n"))
                .containsExactly(new ResponseHead("HTTP/1.1 200 OK", headers("Via", "x")));
    }

    @Test
    void headers_areShownInOrderAndSpelling() throws Exception {
        assertThat(observed("HTTP/1.1 200 OK\r\nx-B:  1 \r\nX-a:a:b\r\nX-EMPTY:\r\nx-B: 2\r\n\r\n"))
                .containsExactly(new ResponseHead(
                        "HTTP/1.1 200 OK", headers("x-B", "1", "X-a", "a:b", "X-EMPTY", "", "x-B", "2")));
    }

    /** RFC 9112 section 5.2. */
    @Test
    void foldedHeader_isUnfolded() throws Exception {
        assertThat(observed("HTTP/1.1 200 OK\r\nVia: one,\r\n\t two: 2\r\n three\r\nX: y\r\n\r\n"))
                .containsExactly(new ResponseHead("HTTP/1.1 200 OK", headers("Via", "one, two: 2 three", "X", "y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", ": nameless", " folded onto nothing"})
    void lineThatIsNoHeader_isPassedOver(String line) throws Exception {
        assertThat(observed("HTTP/1.1 200 OK\r\n" + line + "\r\nX: y\r\n\r\n"))
                .containsExactly(new ResponseHead("HTTP/1.1 200 OK", headers("X", "y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"302 Found", "400 Bad Request", "403 Forbidden", "502 Bad Gateway", "999", "599 a  b"})
    void refusal_isSaidWithTheTarget(String status) throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 " + status + "\r\n\r\n")), isLeft()))
                .isEqualTo("answered " + status + " when asked for origin.test:443");
    }

    /** In UTF-8 the second byte of some letters is a line end to Java. */
    @Test
    void reasonInAnotherLanguage_isReadToItsEnd() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 503 \u00c3\u0085rhundrade\r\n\r\n")), isLeft()))
                .isEqualTo("answered 503 \u00c5rhundrade when asked for origin.test:443");
    }

    @Test
    void refusalWithoutAReason_hasNoGap() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 403 \r\n\r\n")), isLeft()))
                .isEqualTo("answered 403 when asked for origin.test:443");
    }

    @Test
    void longReason_isCut() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 403 " + "x".repeat(1000) + "\r\n\r\n")), isLeft()))
                .isEqualTo("answered 403 " + "x".repeat(196) + "... when asked for origin.test:443");
    }

    @Test
    void refusalWithAPage_isLeftWithoutReadingIt() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 1000000\r\n\r\n<html>")), isLeft()))
                .isEqualTo("answered 502 Bad Gateway when asked for origin.test:443");
    }

    @Test
    void wantedCredentials_areSaidToBeWanted() throws Exception {
        try (ScriptedProxy scripted = ScriptedProxy.start(
                hearsHead(),
                says(text("HTTP/1.1 407 Login\r\nproxy-authenticate: Negotiate, Basic realm=x\r\n\r\n")),
                isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.HTTP, "arthur", "dent");

            DialException failure = failure(proxy);

            assertThat(failure)
                    .hasMessage("the proxy " + proxy
                            + " answered 407 Login when asked for origin.test:443; it wants Negotiate, Basic,"
                            + " and refused the user or the password");
            assertThat(failure.credentialsWanted()).isTrue();
            scripted.awaitEnd();
        }
    }

    @Test
    void loginOfAKindThatIsNotSpoken_isSaidWithoutAHintAtCredentials() throws Exception {
        String answer = "HTTP/1.1 407 Login\r\nProxy-Authenticate: Negotiate, Bearer\r\nProxy-Authenticate: Token"
                + " realm=\"a, Basic b\"\r\n\r\n";

        assertThat(complaint(says(text(answer)), isLeft()))
                .isEqualTo("answered 407 Login when asked for origin.test:443; it wants Negotiate, Bearer, Token,"
                        + " and only NTLM, Digest and Basic are supported");
    }

    @Test
    void refusal_isShownToTheObserver() throws Exception {
        complaint(says(text("HTTP/1.1 403 Forbidden\r\nX-Why: rules\r\n\r\n")), isLeft());

        assertThat(heads).containsExactly(new ResponseHead("HTTP/1.1 403 Forbidden", headers("X-Why", "rules")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 ftp.test ready\r\n",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/2 200\r\n",
                "HTTP/1.1 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 099 OK\r\n",
                "\r\n"
            })
    void otherProtocol_isSaid(String answer) throws Exception {
        assertThat(complaint(says(text(answer)), isLeft())).isEqualTo("does not speak HTTP");
    }

    /** A TLS alert, which has no line end to wait for; it comes of an https:// port in an http:// proxy's URL. */
    @Test
    void otherProtocolWithoutLines_isSaid() throws Exception {
        assertThat(complaint(says(hex("15 03 03 00 02 02 46")), isLeft())).isEqualTo("does not speak HTTP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nVia: x\r\n"})
    void endWithinTheHead_isSaid(String beginning) throws Exception {
        assertThat(complaint(says(text(beginning)), hangsUp())).isEqualTo("closed the connection");
        assertThat(heads).isEmpty();
    }

    @Test
    void endlessLine_isGivenUp() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000))), isLeft()))
                .isEqualTo("sends headers without end");
    }

    @Test
    void endlessLines_areGivenUp() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(12_000))), isLeft()))
                .isEqualTo("sends headers without end");
    }

    @Test
    void endlessInterimAnswers_areGivenUp() throws Exception {
        assertThat(complaint(says(text("HTTP/1.1 100 Continue\r\n\r\n".repeat(6_000))), isLeft()))
                .isEqualTo("sends headers without end");
    }

    @Test
    void longHead_isRead() throws Exception {
        assertThat(observed("HTTP/1.1 200 OK\r\nX: " + "x".repeat(60_000) + "\r\n\r\n"))
                .containsExactly(new ResponseHead("HTTP/1.1 200 OK", headers("X", "x".repeat(60_000))));
    }
}
