package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TestCertificates;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
    @CsvSource({"40, handshake_failure, false", "70, protocol_version, false", "80, internal_error, true"})
    void alert_isNamed(int code, String name, boolean passing) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(new byte[100]);
                    client.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) code});
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has seen enough.
                }
            });
            answer.start();

            TransportException failure = fetches.failure("https://localhost:" + listener.getLocalPort() + "/x");

            assertThat(failure.reason()).startsWith("TLS failed: received fatal alert: " + name);
            assertThat(failure.isPassing()).isEqualTo(passing);
            answer.join();
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
