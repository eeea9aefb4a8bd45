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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom TLS lets a request go to. */
@QuarkusTest
class HttpsTest extends ConfiguredHttpTestBase {
    @Test
    void trustedServer_isSpokenTo() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");
            assertThat(fetch("https://127.0.0.1:" + tls.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void unknownIssuer_isNamedWithAHint() throws Exception {
        environment.put("SSL_CERT_FILE", TestCertificates.file("other-ca.pem").toString());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            TransportException failure = failure("https://localhost:" + tls.port() + "/x");

            assertThat(failure.reason()).startsWith("the certificate of localhost is not trusted: subject ");
            assertThat(failure.reason()).contains("issuer").contains("unknown");
            assertThat(failure.hint()).contains("add the issuer's certificate to what SSL_CERT_FILE names");
            assertThat(tls.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-name", "expired", "self-signed"})
    void badCertificate_isRefused(String certificate) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server(certificate))) {
            assertThat(failure("https://localhost:" + tls.port() + "/x").reason())
                    .startsWith("the certificate of localhost is not trusted: ");
            assertThat(tls.requests()).isEmpty();
        }
    }

    @Test
    void missingCertificateFile_isAFailureThatNamesIt() {
        environment.put("SSL_CERT_FILE", directory.resolve("none.pem").toString());

        assertThat(failure("https://localhost:" + server.port() + "/x").reason())
                .contains("SSL_CERT_FILE=" + directory.resolve("none.pem"));
    }

    @Test
    void plainServerOnAnHttpsPort_isAFailure() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> {
                try (Socket client = plain.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has seen enough.
                }
            });
            answer.start();

            assertThat(failure("https://localhost:" + plain.getLocalPort() + "/x")
                            .reason())
                    .isEqualTo("the TLS handshake failed: the other side does not speak TLS");
            answer.join();
        }
    }

    @Test
    void serverThatShakesNoHands_isAFailureThatMayPass() throws Exception {
        connectTimeout = SHORT;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TransportException failure = failure("https://localhost:" + silent.getLocalPort() + "/x");

            assertThat(failure.reason()).isEqualTo("no TLS handshake was made within 1 s");
            assertThat(failure.isPassing()).isTrue();
        }
    }
}
