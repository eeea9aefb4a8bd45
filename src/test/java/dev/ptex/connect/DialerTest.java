package dev.ptex.connect;

import static dev.ptex.connect.ScriptedProxy.hangsUp;
import static dev.ptex.connect.ScriptedProxy.hears;
import static dev.ptex.connect.ScriptedProxy.hearsHead;
import static dev.ptex.connect.ScriptedProxy.hex;
import static dev.ptex.connect.ScriptedProxy.isLeft;
import static dev.ptex.connect.ScriptedProxy.says;
import static dev.ptex.connect.ScriptedProxy.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.auth.Logins;
import dev.ptex.connect.ScriptedProxy.Step;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DialerTest {
    private static final Target ORIGIN = new Target("origin.test", 443);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Dialer dialer(Duration timeout, String... addresses) {
        return new Dialer(
                host -> resolve(host, addresses),
                timeout,
                System::nanoTime,
                "ptex/test",
                new Logins(SecureRandom::new, Clock.systemUTC()),
                ScriptedProxy.NO_TLS);
    }

    /**
     * One that has a moment left when it comes to the proxy, however long the way there has taken, and waits that long for
     * each byte.
     */
    private static Dialer dialerAtItsEnd() {
        AtomicLong clock = new AtomicLong();
        return new Dialer(
                host -> {
                    if (host.equals("127.0.0.1")) {
                        clock.set(LONG.minus(SHORT).toNanos());
                    }
                    return resolve(host, "192.0.2.1");
                },
                LONG,
                clock::get,
                "ptex/test",
                new Logins(SecureRandom::new, Clock.systemUTC()),
                ScriptedProxy.NO_TLS);
    }

    private static List<InetAddress> resolve(String host, String... addresses) throws UnknownHostException {
        if (host.equals("nowhere.test")) {
            throw new UnknownHostException(host);
        }
        return host.equals("127.0.0.1")
                ? List.of(InetAddress.getByName(host))
                : List.of(addresses).stream().map(DialerTest::literal).toList();
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static DialException failure(ThrowingCallable dialling) {
        return catchThrowableOfType(DialException.class, dialling);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket listener = listener()) {
            return listener.getLocalPort();
        }
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void slowLookup_leavesTimeForConnecting() {
        Dialer dialer = new Dialer(
                host -> {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                Duration.ofMillis(400),
                () -> 0,
                "ptex/test",
                new Logins(SecureRandom::new, Clock.systemUTC()),
                ScriptedProxy.NO_TLS);

        assertThat(failure(() -> dialer.direct(ORIGIN))).hasMessage("origin.test could not be looked up within 0.3 s");
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(ProxyKind.HTTP, host, port, Optional.empty());
    }

    @Test
    void target_isReached() throws Exception {
        try (ServerSocket listener = listener();
                SocketChannel channel =
                        dialer(LONG, "127.0.0.1").direct(new Target("origin.test", listener.getLocalPort()))) {
            assertThat(channel.getRemoteAddress())
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
        }
    }

    @Test
    void targetWhoseFirstAddressRefuses_isReachedAtItsSecond() throws Exception {
        try (ServerSocket listener = listener();
                SocketChannel channel = dialer(LONG, "127.0.0.2", "127.0.0.1")
                        .direct(new Target("origin.test", listener.getLocalPort()))) {
            assertThat(channel.getRemoteAddress())
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
        }
    }

    @Test
    void closedPort_isARefusal() throws IOException {
        int port = closedPort();

        assertThat(failure(() -> dialer(LONG, "127.0.0.1", "127.0.0.1").direct(new Target("origin.test", port))))
                .hasMessage("connection refused by origin.test:" + port);
    }

    @Test
    void unknownName_isSaidToBeUnknown() {
        assertThat(failure(() -> dialer(LONG).direct(new Target("nowhere.test", 443))))
                .hasMessage("no address is known for nowhere.test");
    }

    @Test
    void nameWithoutAddresses_isSaidToBeUnknown() {
        assertThat(failure(() -> dialer(LONG).direct(ORIGIN))).hasMessage("no address is known for origin.test");
    }

    @Test
    void proxyForPlainHttp_isLeftAlone() throws Exception {
        try (ScriptedProxy proxy = ScriptedProxy.start(hears(text("GET")), says(text("HTTP")))) {
            try (SocketChannel channel =
                    dialer(LONG).to(proxy.as(ProxyKind.HTTP), head -> {}).channel()) {
                channel.socket().getOutputStream().write(text("GET"));
                assertThat(channel.socket().getInputStream().readNBytes(4)).isEqualTo(text("HTTP"));
            }
            proxy.awaitEnd();
        }
    }

    @Test
    void closedPortOfProxy_isNamed() throws IOException {
        int port = closedPort();

        assertThat(failure(() -> dialer(LONG).to(proxy("127.0.0.1", port), head -> {})))
                .hasMessage("the proxy http://127.0.0.1:" + port
                        + " cannot be reached: connection refused by 127.0.0.1:" + port);
    }

    @Test
    void unknownProxy_isNamed() {
        assertThat(failure(() -> dialer(LONG).through(proxy("nowhere.test", 3128), ORIGIN, head -> {})))
                .hasMessage(
                        "the proxy http://nowhere.test:3128 cannot be reached: no address is known for nowhere.test");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTTPS")
    void silentProxy_endsWithTheBudget(ProxyKind kind) throws IOException {
        try (ScriptedProxy scripted = ScriptedProxy.start()) {
            Proxy proxy = scripted.as(kind, "arthur", "dent");

            DialException failure = failure(() -> dialerAtItsEnd().through(proxy, ORIGIN, head -> {}));

            assertThat(failure).hasMessage("the proxy " + proxy + " did not answer within 20 s");
            assertThat(failure.credentialsWanted()).isFalse();
        }
    }

    /** Each look at the clock costs a millisecond, as if each byte took so long. */
    @Test
    void dribblingProxy_endsWithTheBudget() throws IOException {
        AtomicLong clock = new AtomicLong();
        Dialer dialer = new Dialer(
                host -> List.of(literal("127.0.0.1")),
                Duration.ofSeconds(20),
                () -> clock.addAndGet(1_000_000),
                "ptex/test",
                new Logins(SecureRandom::new, Clock.systemUTC()),
                ScriptedProxy.NO_TLS);
        try (ScriptedProxy scripted =
                ScriptedProxy.start(hearsHead(), says(text("HTTP/1.1 200 OK\r\nX: " + "x".repeat(30_000))), isLeft())) {
            Proxy proxy = scripted.as(ProxyKind.HTTP);

            assertThat(failure(() -> dialer.through(proxy, ORIGIN, head -> {})))
                    .hasMessage("the proxy " + proxy + " did not answer within 20 s");
            scripted.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTTPS")
    void proxyThatHangsUp_isNamed(ProxyKind kind) throws IOException {
        try (ScriptedProxy scripted = ScriptedProxy.start(hangsUp())) {
            Proxy proxy = scripted.as(kind, "arthur", "dent");

            assertThat(failure(() -> dialer(LONG, "192.0.2.1").through(proxy, ORIGIN, head -> {})))
                    .hasMessage("the proxy " + proxy + " closed the connection");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTTPS")
    void silentProxy_isLeft(ProxyKind kind) throws IOException {
        int length = switch (kind) {
            case HTTP, HTTPS -> 0;
            case SOCKS4 -> 9;
            case SOCKS4A -> 9 + "origin.test\0".length();
            case SOCKS5, SOCKS5H -> 3;
        };
        Step request = kind == ProxyKind.HTTP
                ? hearsHead()
                : client -> client.getInputStream().readNBytes(length);
        try (ScriptedProxy proxy = ScriptedProxy.start(request, isLeft())) {
            failure(() -> dialerAtItsEnd().through(proxy.as(kind), ORIGIN, head -> {}));

            proxy.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "SOCKS5H"})
    void interruptDuringTheHandshake_isNotTheProxysFault(ProxyKind kind) throws IOException {
        Thread dialling = Thread.currentThread();
        Step request = kind == ProxyKind.HTTP
                ? hearsHead()
                : client -> client.getInputStream().readNBytes(3);
        try (ScriptedProxy scripted = ScriptedProxy.start(request, client -> dialling.interrupt(), isLeft())) {
            Proxy proxy = scripted.as(kind);

            DialException failure = failure(() -> dialer(LONG).through(proxy, ORIGIN, head -> {}));
            boolean stillPending = Thread.interrupted();

            assertThat(failure).hasMessage("connecting through the proxy " + proxy + " was interrupted");
            assertThat(failure.isPassing()).isFalse();
            assertThat(stillPending).isTrue();
            scripted.awaitEnd();
        }
    }

    @Test
    void observerThatFails_leavesNoConnection() throws IOException {
        try (ScriptedProxy proxy = ScriptedProxy.start(hearsHead(), says(text("HTTP/1.1 200 OK\r\n\r\n")), isLeft())) {
            IllegalStateException trouble = new IllegalStateException();

            assertThat(catchThrowable(() -> dialer(LONG).through(proxy.as(ProxyKind.HTTP), ORIGIN, head -> {
                        throw trouble;
                    })))
                    .isSameAs(trouble);
            proxy.awaitEnd();
        }
    }

    @Test
    void nameOnlyTheProxyKnows_isHintedAt() throws IOException {
        Target target = new Target("nowhere.test", 443);
        Proxy proxy = new Proxy(ProxyKind.SOCKS5, "127.0.0.1", 1080, Optional.empty());

        assertThat(failure(() -> dialer(LONG).through(proxy, target, head -> {})))
                .hasMessage("no address is known for nowhere.test;"
                        + " as socks5h://127.0.0.1:1080 the proxy would look it up");
    }

    @Test
    void nameOnlyASocks4ProxyKnows_isHintedAt() throws IOException {
        Target target = new Target("nowhere.test", 443);
        Proxy proxy = new Proxy(ProxyKind.SOCKS4, "127.0.0.1", 1080, Optional.empty());

        assertThat(failure(() -> dialer(LONG).through(proxy, target, head -> {})))
                .hasMessage("no address is known for nowhere.test;"
                        + " as socks4a://127.0.0.1:1080 the proxy would look it up");
    }

    @Test
    void socks4AndOnlyIpv6Addresses_fails() throws IOException {
        Proxy proxy = new Proxy(ProxyKind.SOCKS4, "127.0.0.1", 1080, Optional.empty());

        assertThat(failure(() -> dialer(LONG, "2001:db8::1").through(proxy, ORIGIN, head -> {})))
                .hasMessage("no IPv4 address is known for origin.test,"
                        + " and the proxy socks4://127.0.0.1:1080 takes no other");
    }

    @Test
    void socks4AndAddressesOfBothFamilies_isGivenTheIpv4One() throws Exception {
        try (ScriptedProxy proxy =
                ScriptedProxy.start(hears(hex("04 01 01 bb c0 00 02 01 00")), says(hex("00 5a 00 00 00 00 00 00")))) {
            dialer(LONG, "2001:db8::1", "192.0.2.1")
                    .through(proxy.as(ProxyKind.SOCKS4), ORIGIN, head -> {})
                    .close();
            proxy.awaitEnd();
        }
    }

    @Test
    void nameAProxyLooksUp_isNotLookedUpHere() throws Exception {
        Target target = new Target("nowhere.test", 443);
        try (ScriptedProxy proxy = ScriptedProxy.start(
                hears(hex("04 01 01 bb 00 00 00 01 00"), text("nowhere.test\0")),
                says(hex("00 5a 00 00 00 00 00 00")))) {
            dialer(LONG)
                    .through(proxy.as(ProxyKind.SOCKS4A), target, head -> {})
                    .close();
            proxy.awaitEnd();
        }
    }
}
