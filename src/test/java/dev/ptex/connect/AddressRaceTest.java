package dev.ptex.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class AddressRaceTest {
    private static AddressRace race(Duration budget) {
        return new AddressRace(Deadline.after(budget, System::nanoTime), new ConnectDiagnosis());
    }

    private static SocketChannel connect(Duration budget, InetSocketAddress... addresses) throws IOException {
        return race(budget).connect(List.of(addresses));
    }

    private static SocketChannel connect(InetSocketAddress... addresses) throws IOException {
        return connect(Duration.ofSeconds(20), addresses);
    }

    private static InetSocketAddress address(String literal, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(literal), port);
    }

    private static ServerSocket listener(String literal) throws IOException {
        return new ServerSocket(0, 5, InetAddress.getByName(literal));
    }

    private static InetSocketAddress at(ServerSocket listener) {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static InetSocketAddress closed() throws IOException {
        try (ServerSocket listener = listener("127.0.0.1")) {
            return at(listener);
        }
    }

    @Test
    void failures_theMostTellingOneIsTold() {
        AddressRace race = race(Duration.ZERO);
        IOException unreachable = new IOException("Network is unreachable");
        IOException refused = new ConnectException("Connection refused");
        IOException reset = new SocketException("Connection reset by peer");

        assertThat(race.telling(unreachable, refused)).isSameAs(refused);
        assertThat(race.telling(refused, unreachable)).isSameAs(refused);
        assertThat(race.telling(refused, reset)).isSameAs(reset);
        assertThat(race.telling(reset, refused)).isSameAs(reset);
    }

    @Test
    void onlyAddress_isConnected() throws IOException {
        try (ServerSocket listener = listener("127.0.0.1");
                SocketChannel channel = connect(at(listener))) {
            assertThat(channel.getRemoteAddress()).isEqualTo(at(listener));
        }
    }

    @Test
    void winner_blocks() throws IOException {
        try (ServerSocket listener = listener("127.0.0.1");
                SocketChannel channel = connect(at(listener))) {
            assertThat(channel.isBlocking()).isTrue();
        }
    }

    @Test
    void firstRefuses_secondIsTaken() throws IOException {
        try (ServerSocket listener = listener("127.0.0.1");
                SocketChannel channel = connect(closed(), at(listener))) {
            assertThat(channel.getRemoteAddress()).isEqualTo(at(listener));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a broadcast address may take its time")
    void firstIsUnreachable_secondIsTaken() throws IOException {
        try (ServerSocket listener = listener("127.0.0.1");
                SocketChannel channel = connect(address("127.255.255.255", 9), at(listener))) {
            assertThat(channel.getRemoteAddress()).isEqualTo(at(listener));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a full backlog refuses")
    void firstStalls_secondIsTaken() throws IOException {
        try (Stalled stalled = new Stalled();
                ServerSocket listener = listener("127.0.0.1");
                SocketChannel channel = connect(stalled.address(), at(listener))) {
            assertThat(channel.getRemoteAddress()).isEqualTo(at(listener));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a full backlog refuses")
    void allStall_endsWithTheBudget() throws IOException {
        try (Stalled stalled = new Stalled()) {
            assertThatThrownBy(() -> connect(Duration.ofMillis(50), stalled.address(), stalled.address()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void allRefuse_isARefusal() throws IOException {
        InetSocketAddress closed = closed();

        assertThatThrownBy(() -> connect(closed, closed)).isInstanceOf(ConnectException.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a broadcast address may take its time")
    void refusal_isWhatIsSaid() throws IOException {
        InetSocketAddress closed = closed();
        InetSocketAddress unreachable = address("127.255.255.255", 9);

        assertThatThrownBy(() -> connect(closed, unreachable)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> connect(unreachable, closed)).isInstanceOf(ConnectException.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a broadcast address may take its time")
    void unreachableAddress_isAFailureOfItsOwn() throws IOException {
        InetSocketAddress unreachable = address("127.255.255.255", 9);

        assertThatThrownBy(() -> connect(unreachable))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    /** Connecting such an address throws what is no IOException. */
    @Test
    void ipv6SwitchedOff_isNoEndOfTheRace() throws IOException, InterruptedException {
        try (ServerSocket listener = listener("127.0.0.1")) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.net.preferIPv4Stack=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WithoutIpv6.class.getName(),
                            String.valueOf(listener.getLocalPort()))
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("/127.0.0.1:" + listener.getLocalPort());
            assertThat(other.waitFor()).isZero();
        }
    }

    /** A selector does not wait while an interrupt is pending: the race would spin until its budget is spent. */
    @Test
    void interrupt_endsTheRace() throws IOException {
        try (Stalled stalled = new Stalled()) {
            Thread.currentThread().interrupt();
            Throwable failure = catchThrowable(() -> connect(stalled.address()));
            boolean stillPending = Thread.interrupted();

            assertThat(failure).isInstanceOf(ClosedByInterruptException.class);
            assertThat(stillPending).isTrue();
        }
    }

    @Test
    void families_takeTurns() throws IOException {
        InetSocketAddress six1 = address("2001:db8::1", 1);
        InetSocketAddress six2 = address("2001:db8::2", 1);
        InetSocketAddress six3 = address("2001:db8::3", 1);
        InetSocketAddress four1 = address("192.0.2.1", 1);
        InetSocketAddress four2 = address("192.0.2.2", 1);

        assertThat(AddressRace.interleaved(List.of(six1, six2, six3, four1, four2)))
                .containsExactly(six1, four1, six2, four2, six3);
    }

    @Test
    void familyThatTheResolverPutsFirst_begins() throws IOException {
        InetSocketAddress six = address("2001:db8::1", 1);
        InetSocketAddress four = address("192.0.2.1", 1);

        assertThat(AddressRace.interleaved(List.of(four, six))).containsExactly(four, six);
    }

    /** The race, in a JVM of its own: whether it has IPv6 is decided once. */
    static final class WithoutIpv6 {
        private WithoutIpv6() {}

        public static void main(String[] arguments) throws IOException {
            int port = Integer.parseInt(arguments[0]);
            try (SocketChannel channel = connect(address("::1", port), address("127.0.0.1", port))) {
                System.out.print(channel.getRemoteAddress());
            }
        }
    }

    /** A listener whose backlog is full, so that Linux lets whoever knocks wait. */
    private static final class Stalled implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Closeable> fillers = new ArrayList<>();

        Stalled() throws IOException {
            // A backlog of n holds n + 1.
            for (int i = 0; i < 2; i++) {
                fillers.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
            }
            for (int i = 0; i < 5; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(at(listener));
                fillers.add(waiting);
            }
        }

        InetSocketAddress address() {
            return at(listener);
        }

        @Override
        public void close() throws IOException {
            for (Closeable filler : fillers) {
                filler.close();
            }
            listener.close();
        }
    }
}
