package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ptex doctor} over real connections. */
class DoctorIT {
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
    void serverThatIsThere_isWell() {
        server.on("/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, "doctor", server.url("/x")).run();

        assertThat(result.text())
                .as(result.toString())
                .startsWith(server.url("/x") + "\n  settings  no file; the environment alone\n")
                .contains("  TCP       connected to " + server.authority() + " (")
                .contains("  HTTP      HTTP/1.1 200 ");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void secureServer_isGreetedFirst() throws Exception {
        try (ScriptedServer secure = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            secure.on("/x", Reply.ok("hello"));

            ProcessResult result = ptex(home, "doctor", "https://localhost:" + secure.port() + "/x")
                    .env("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString())
                    .run();

            assertThat(result.text()).as(result.toString()).contains("  TLS       TLSv1.");
            assertThat(result.exit()).isZero();
        }
    }

    @Test
    void proxyThatWantsAPassword_saysWhatToSet() {
        proxy.on(
                "http://" + server.authority() + "/x",
                Reply.status(407).header("Proxy-Authenticate", "Basic realm=\"corp\""));

        ProcessResult result = ptex(home, "doctor", server.url("/x"))
                .env("http_proxy", "http://" + proxy.authority())
                .run();

        assertThat(result.text())
                .as(result.toString())
                .contains("  proxy     http://" + proxy.authority() + ", as http_proxy says\n")
                .contains("  next      set ptex.proxy.username and ptex.proxy.password (PTEX_PROXY_USERNAME,");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void severalUrls_areAllExamined() {
        server.on("/x", Reply.ok("hello"));
        server.on("/y", Reply.status(404));

        ProcessResult result =
                ptex(home, "doctor", server.url("/y"), server.url("/x")).run();

        assertThat(result.text())
                .as(result.toString())
                .contains("  HTTP      FAILED: the server answered 404")
                .contains(server.url("/x") + "\n")
                .contains("  HTTP      HTTP/1.1 200 ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void manifestsFile_isExaminedAtAllItsUrls() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Files.writeString(
                home.resolve("m.json"),
                "{\"ptex\": {\"x\": \"" + server.url("/x")
                        + "\"}, \"ptex-mirrors\": {\"x\": \"http://127.0.0.1:1/x\"}}");

        ProcessResult result = ptex(home, "doctor", "m.json", "x").run();

        assertThat(result.text())
                .as(result.toString())
                .contains("  TCP       FAILED: connection refused by 127.0.0.1:1")
                .contains("  source    ptex-mirrors\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void help_isItsOwn() {
        assertThat(ptex(home, "doctor", "-h").run().text()).startsWith("Usage: ptex doctor MANIFEST FILE\n");
    }

    @Test
    void fileOfThatName_isAManifest() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Files.writeString(home.resolve("doctor"), "{\"ptex\": {\"x\": \"" + server.url("/x") + "\"}}");

        assertThat(ptex(home, "doctor", "x").run().text()).isEqualTo("hello");
    }
}
