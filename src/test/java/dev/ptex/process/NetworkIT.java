package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches the network from the executable, and what its environment does. */
class NetworkIT {
    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer proxy = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
        proxy.close();
    }

    @Test
    void callOfSciePantsTools_isUnderstood() {
        server.on("/?prefix=x", Reply.ok("[]"));

        ProcessResult result = ptex(
                        home,
                        "-H",
                        "Authorization: Bearer t",
                        "-H",
                        "Accept: application/json",
                        "http://" + server.authority() + "?prefix=x")
                .run();

        assertThat(result.text()).as(result.toString()).isEqualTo("[]");
        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("Authorization")).containsExactly("Bearer t");
        assertThat(request.headers("Accept")).containsExactly("application/json");
        assertThat(request.headers("User-Agent")).containsExactly("ptex/" + System.getProperty("ptex.version"));
    }

    @Test
    void urlWithoutScheme_isHttp() {
        server.on("/x", Reply.ok("hello"));

        assertThat(ptex(home, server.authority() + "/x").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "localhost:" + server.port() + "/x").run().text()).isEqualTo("hello");
        assertThat(ptex(home, "u:p@" + server.authority() + "/x").run().text()).isEqualTo("hello");
    }

    @Test
    void netrcThatIsNotThere_isSaidAndNoFailure() {
        server.on("/x", Reply.ok("hello"));

        ProcessResult result =
                ptex(home, server.url("/x")).env("NETRC", "/typo").run();

        assertThat(result.text()).isEqualTo("hello");
        assertThat(result.stderr()).isEqualTo("ptex: warning: cannot read passwords from NETRC=/typo: no such file\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void netrc_isReadFromHome() throws Exception {
        Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login me password p@ss\n");
        server.on("/x", Reply.ok("hello"));

        ptex(home, server.url("/x")).run();

        assertThat(server.takeRequest().header("Authorization")).contains("Basic bWU6cEBzcw==");
    }

    @Test
    void trustedServer_isSpokenTo() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));

            ProcessResult result = ptex(home, "https://localhost:" + tls.port() + "/x")
                    .env("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString())
                    .run();

            assertThat(result.text()).as(result.toString()).isEqualTo("hello");
            assertThat(result.stderr()).isEmpty();
        }
    }

    /** The native executable has only what was found to be in use. */
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

            ProcessResult result = ptex(home, "https://localhost:" + tls.port() + "/x")
                    .env("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString())
                    .run();

            assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        }
    }

    @Test
    void directoryOfCertificates_isTrusted() throws Exception {
        Path directory = Files.createDirectory(home.resolve("certs"));
        Files.copy(TestCertificates.file("ca.pem"), directory.resolve("corp.pem"));
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));

            assertThat(ptex(home, "https://localhost:" + tls.port() + "/x")
                            .env("SSL_CERT_DIR", directory.toString())
                            .run()
                            .text())
                    .isEqualTo("hello");
        }
    }

    @Test
    void untrustedServer_isExplained() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            ProcessResult result =
                    ptex(home, "https://localhost:" + tls.port() + "/x").run();

            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr())
                    .startsWith("ptex: Failed to fetch https://localhost:" + tls.port()
                            + "/x: the certificate of localhost is not trusted: subject ")
                    .contains("issuer")
                    .contains("\n  hint: ")
                    .contains("SSL_CERT_FILE");
            assertThat(result.stderr().lines()).hasSize(2);
        }
    }

    @Test
    void expiredCertificate_isExplained() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("expired"))) {
            ProcessResult result = ptex(home, "https://localhost:" + tls.port() + "/x")
                    .env("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString())
                    .run();

            assertThat(result.stderr()).contains("expired");
            assertThat(result.stderr().lines()).hasSize(1);
        }
    }

    @Test
    void tunnel_isMadeAndDumped() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));
            proxy.on("localhost:" + tls.port(), Reply.tunnelTo(tls.port()));

            ProcessResult result = ptex(home, "-D", "https://localhost:" + tls.port() + "/x")
                    .env("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString())
                    .env("HTTPS_PROXY", "http://u:p@" + proxy.authority())
                    .run();

            assertThat(result.text()).as(result.toString()).isEqualTo("hello");
            assertThat(result.stderr().lines().filter(line -> line.startsWith("HTTP/")))
                    .hasSize(2);
            assertThat(proxy.takeRequest().header("Proxy-Authorization")).contains("Basic dTpw");
            assertThat(tls.takeRequest().header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void httpoxysVariable_isIgnored() {
        server.on("/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, server.url("/x"))
                .env("HTTP_PROXY", "http://127.0.0.1:1")
                .run();

        assertThat(result.text()).isEqualTo("hello");
    }

    @Test
    void deadProxy_isNamedWithoutItsPassword() {
        String dead = proxy.authority();
        proxy.close();

        ProcessResult result = ptex(home, server.url("/x"))
                .env("all_proxy", "socks5h://u:secret@" + dead)
                .run();

        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to fetch " + server.url("/x") + ": the proxy socks5h://" + dead
                        + " cannot be reached: connection refused by " + dead + "\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void internationalHost_isLookedUpInAscii() {
        proxy.on("http://xn--bcher-kva.example/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, "http://b\u00fccher.example/x")
                .env("http_proxy", proxy.authority())
                .run();

        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
    }

    @Test
    void stalledServer_isLeftAfterTheReadTimeout() {
        server.on("/x", Reply.ok("hello").stallAfter(0));

        ProcessResult result = ptex(home, server.url("/x"))
                .env("PTEX_READ_TIMEOUT", "300ms")
                .env("PTEX_PASSES", "1")
                .run();

        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to fetch " + server.url("/x") + ": nothing came for 0.3 s after 0 of 5"
                        + " bytes\n");
        assertThat(result.exit()).isEqualTo(1);
    }
}
