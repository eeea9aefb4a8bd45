package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.testing.TlsTap;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TestCertificates;
import io.quarkus.test.junit.QuarkusTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS brings besides a connection. */
@QuarkusTest
class TlsTest extends HttpTestBase {
    @Test
    void closeNotify_isTheEndOfABodyWithoutLength() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello").withoutLength().closeNotify());

            assertThat(fetches.text("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void closeNotify_isTooEarlyInABodyWithLength() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello").header("Content-Length", "9").closeNotify());

            assertThat(fetches.failure("https://localhost:" + tls.port() + "/x").reason())
                    .isEqualTo("the connection was closed after 5 of 9 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
        "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
    })
    void serverWithOneSuite_isSpokenTo(String protocol, String suite) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"), protocol, suite)) {
            tls.on("/x", Reply.ok("hello"));

            assertThat(fetches.text(url(tls))).isEqualTo("hello");
        }
    }

    /** DHE, RSA and whatever else the JDK and its settings allow. */
    @Test
    void suites_areTheJdksOwn() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> offered = new ArrayList<>();
            Thread answer = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    DataInputStream hello = new DataInputStream(client.getInputStream());
                    // The record, the message, the version and the random number; then the session, which is named.
                    hello.skipNBytes(5 + 4 + 2 + 32);
                    hello.skipNBytes(hello.readUnsignedByte());
                    for (int left = hello.readUnsignedShort(); left > 0; left -= 2) {
                        offered.add(hello.readUnsignedShort());
                    }
                } catch (IOException e) {
                    // Then too few have come.
                }
            });
            answer.start();

            fetches.failure("https://localhost:" + listener.getLocalPort() + "/x");
            answer.join();

            assertThat(offered)
                    .hasSize(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void warningAboutTheName_isPassedOver(String protocol) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(
                        TestCertificates.server("localhost"),
                        listener -> listener.setEnabledProtocols(new String[] {protocol}));
                TlsTap tap = TlsTap.before(tls.port(), new byte[] {21, 3, 3, 0, 2, 1, 112})) {
            tls.on("/x", Reply.ok("hello"));

            assertThat(fetches.text("https://localhost:" + tap.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void warningAboutTheName_doesNotExcuseTheCertificate() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("other-name"));
                TlsTap tap = TlsTap.before(tls.port(), new byte[] {21, 3, 3, 0, 2, 1, 112})) {
            assertThat(fetches.failure("https://localhost:" + tap.port() + "/x").reason())
                    .contains("is not trusted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void certificateThatIsMissed_isNamedWithTheStatus(String protocol) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"), listener -> {
            listener.setWantClientAuth(true);
            listener.setEnabledProtocols(new String[] {protocol});
        })) {
            tls.on("/x", Reply.status(400).reason("Bad Request")).on("/y", Reply.status(404));

            assertThat(fetches.failure(url(tls)).reason())
                    .isEqualTo("the server answered 400 Bad Request;"
                            + " it wants a client certificate, and there is none to show");
            assertThat(fetches.failure("https://localhost:" + tls.port() + "/y").reason())
                    .isEqualTo("the server answered 404 Scripted");
        }
    }

    @Test
    void refusalForWantOfACertificate_saysWhatToSet() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(
                TestCertificates.server("localhost"), listener -> listener.setWantClientAuth(true))) {
            tls.on("/x", Reply.status(403));

            assertThat(fetches.failure(url(tls)).hint().orElseThrow()).startsWith("set ptex.tls.client-cert ");
        }
    }

    @Test
    void headCutShortOverTls_mayPass() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.raw("HTTP/1.1 200 OK\r\nContent-Le"));

            TransportException failure = fetches.failure(url(tls));

            assertThat(failure.reason()).isEqualTo("the connection was closed before a reply came");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void demandForAClientCertificate_isSaidOnce(String protocol) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"), listener -> {
            listener.setNeedClientAuth(true);
            listener.setEnabledProtocols(new String[] {protocol});
        })) {
            tls.on("/x", Reply.ok("hello"));

            TransportException failure = fetches.failure("https://localhost:" + tls.port() + "/x");

            assertThat(failure.reason()).isEqualTo("the server wants a client certificate, and there is none to show");
            assertThat(failure.isPassing()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 90"})
    void connectionClosedByAnAlertInTheHandshake_mayPass(int level, int code) throws Exception {
        TransportException failure = failureAfter(new byte[] {21, 3, 3, 0, 2, (byte) level, (byte) code});

        assertThat(failure.reason()).isEqualTo("the connection was closed in the TLS handshake");
        assertThat(failure.isPassing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "40, handshake_failure, false",
        "70, protocol_version, false",
        "80, internal_error, true",
        "90, user_canceled, true"
    })
    void alert_isNamed(int code, String name, boolean passing) throws Exception {
        TransportException failure = failureAfter(new byte[] {21, 3, 3, 0, 2, 2, (byte) code});

        assertThat(failure.reason()).startsWith("TLS failed: received fatal alert: " + name);
        assertThat(failure.isPassing()).isEqualTo(passing);
    }

    /** What comes of a server that answers the client's greeting so. */
    private TransportException failureAfter(byte[] answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(new byte[100]);
                    client.getOutputStream().write(answer);
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has seen enough.
                }
            });
            server.start();

            TransportException failure = fetches.failure("https://localhost:" + listener.getLocalPort() + "/x");
            server.join();
            return failure;
        }
    }

    @Test
    void connectionLostInTheHandshake_mayPass() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(new byte[100]);
                } catch (IOException e) {
                    // The client says what it has seen.
                }
            });
            server.start();

            TransportException failure = fetches.failure("https://localhost:" + listener.getLocalPort() + "/x");

            assertThat(failure.reason()).isEqualTo("the connection was closed in the TLS handshake");
            assertThat(failure.isPassing()).isTrue();
            server.join();
        }
    }

    @Test
    void oneServersCertificate_isNotBlamedForAnothersSilence() throws Exception {
        try (ScriptedServer bad = ScriptedServer.startTls(TestCertificates.server("other-name"));
                ScriptedServer silent = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            silent.on("/x", Reply.hangUp());

            assertThat(fetches.failure("https://localhost:" + bad.port() + "/x").reason())
                    .contains("is not trusted");
            assertThat(fetches.failure("https://localhost:" + silent.port() + "/x")
                            .reason())
                    .isEqualTo("the connection was closed before a reply came");
        }
    }
}
