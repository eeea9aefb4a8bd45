package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Sha256;
import dev.ptex.testing.FtpServer;
import dev.ptex.testing.Gatekeeper;
import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins, certificates, helpers and FTP: what a native executable has only as far as it was found to be in use. */
class EnterpriseIT {
    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();
    private ScriptedServer secure;

    @BeforeEach
    void start() throws Exception {
        secure = ScriptedServer.startTls(TestCertificates.server("localhost")).on("/x", Reply.ok("hello"));
    }

    @AfterEach
    void stop() {
        server.close();
        secure.close();
    }

    private static Reply hello(RecordedRequest request) {
        return Reply.ok("hello");
    }

    private static String url(ScriptedServer tls) {
        return "https://localhost:" + tls.port() + "/x";
    }

    private static String trust(String file) {
        return TestCertificates.file(file).toString();
    }

    private PtexProcess trusting(String... words) {
        return ptex(home, words).env("SSL_CERT_FILE", trust("ca.pem"));
    }

    private static void assertHello(ProcessResult result) {
        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    private static Function<RecordedRequest, Reply> gate(Gatekeeper gate, String scheme) {
        return switch (scheme) {
            case "ntlm" -> gate.ntlm();
            case "basic" -> gate.wanting("Basic dTpw", "Basic");
            default -> gate.digest(scheme, "p", true);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "SHA-256", "MD5-sess"})
    void origin_letsUsIn(String scheme) {
        server.onRequest("/x", gate(Gatekeeper.ofOrigin(EnterpriseIT::hello), scheme));

        assertHello(ptex(home, server.url("/x"))
                .env("PTEX_AUTH_127_0_0_1_BASIC_USER", "u")
                .env("PTEX_AUTH_127_0_0_1_BASIC_PASS", "p")
                .run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "SHA-256", "basic"})
    void proxyInTls_letsUsThrough(String scheme) throws Exception {
        try (ScriptedServer proxy = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            proxy.onRequest(
                    "localhost:" + secure.port(),
                    gate(Gatekeeper.ofProxy(request -> Reply.tunnelTo(secure.port())), scheme));

            assertHello(trusting(url(secure))
                    .env("PTEX_PROXY_URL", "https://localhost:" + proxy.port())
                    .env("PTEX_PROXY_USERNAME", "u")
                    .env("PTEX_PROXY_PASSWORD", "p")
                    .run());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, pkcs8.key",
        "rsa.pem, aes.key",
        "rsa.pem, pkcs1.key",
        "rsa.pem, pkcs1-triple-des.key",
        "ec.pem, sec1.key",
        "both.pem, both.pem",
        "new.p12, ''",
        "triple-des.p12, ''",
        "rc2.p12, ''",
    })
    void clientCertificate_isShown(String certificate, String key) throws Exception {
        try (ScriptedServer demanding = ScriptedServer.startTls(
                TestCertificates.server("localhost", "identity/root"), listener -> listener.setNeedClientAuth(true))) {
            demanding.on("/x", Reply.ok("hello"));

            assertHello(trusting(url(demanding))
                    .env("PTEX_TLS_CLIENT_CERT", trust("identity/" + certificate))
                    .env("PTEX_TLS_CLIENT_KEY", key.isEmpty() ? "" : trust("identity/" + key))
                    .env("PTEX_TLS_CLIENT_KEY_PASSWORD", "ptex")
                    .run());
        }
    }

    private String manifest(String... urls) throws IOException {
        String mirrors = urls.length < 2 ? "" : ", \"ptex-mirrors\": {\"x\": \"" + urls[1] + "\"}";
        return Files.writeString(
                        home.resolve("m.json"),
                        "{\"ptex\": {\"x\": \"" + urls[0] + "\"}" + mirrors
                                + ", \"scie\": {\"lift\": {\"files\": [{\"name\": \"x\", \"size\": 5, \"hash\": \""
                                + Sha256.of("hello") + "\"}]}}}")
                .toString();
    }

    @Test
    void insecureServer_isTakenForAHashWithAWarningEachTime() throws Exception {
        String manifest = manifest(url(secure));
        for (int times = 0; times < 2; times++) {
            ProcessResult result =
                    ptex(home, manifest, "x").env("PTEX_TLS_INSECURE", "true").run();

            assertThat(result.text()).as(result.toString()).isEqualTo("hello");
            assertThat(result.stderr())
                    .isEqualTo("ptex: warning: ptex.tls.insecure is set: certificates are not checked where a hash"
                            + " checks the bytes\n");
        }
    }

    @Test
    void insecureServer_isNotTakenWithoutAHash() {
        ProcessResult result =
                ptex(home, url(secure)).env("PTEX_TLS_INSECURE", "true").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr()).contains("the certificate of localhost is not trusted");
        assertThat(secure.requests()).isEmpty();
    }

    /** Has a shell script be asked for credentials of the server. */
    private PtexProcess helped(String script) throws IOException {
        Path program = Files.writeString(home.resolve("helper"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path settings = Files.writeString(
                home.resolve("p.properties"), "ptex.credential-helper.\"" + server.url("/") + "\" = " + program + "\n");
        return ptex(home, server.url("/x")).env("PTEX_CONFIG", settings.toString());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helper is a shell script")
    void helpersHeaders_goToItsHostOnly() throws Exception {
        try (ScriptedServer other = ScriptedServer.start()) {
            server.on("/x", Reply.status(302).header("Location", "http://localhost:" + other.port() + "/y"));
            other.on("/y", Reply.ok("hello"));

            assertHello(helped("cat > " + home + "/asked; echo '{\"headers\": {\"Authorization\": [\"Bearer t\"],"
                            + " \"X-Team\": [\"a\"]}}'")
                    .run());

            assertThat(home.resolve("asked")).hasContent("{\"uri\": \"" + server.url("/x") + "\"}");
            assertThat(server.requests())
                    .allMatch(request -> request.header("Authorization").equals(Optional.of("Bearer t"))
                            && request.header("X-Team").equals(Optional.of("a")));
            assertThat(other.requests())
                    .noneMatch(request -> request.header("Authorization").isPresent()
                            || request.header("X-Team").isPresent());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helper is a shell script")
    void helperThatFails_isToldInItsWordsAndNobodyAsked() throws Exception {
        ProcessResult result = helped("echo 'no ticket: run kinit' >&2; exit 3").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr())
                .isEqualTo("ptex: Failed to fetch " + server.url("/x") + ": the credential helper " + home
                        + "/helper failed: it ended with exit code 3: no ticket: run kinit\n");
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp", "ftps"})
    void ftp_isSpoken(String scheme) throws Exception {
        try (FtpServer ftp = new FtpServer(
                scheme.equals("ftps") ? Optional.of(TestCertificates.server("localhost")) : Optional.empty(), false)) {
            ftp.files.put("x", "hello".getBytes(StandardCharsets.UTF_8));

            assertHello(
                    trusting(scheme + "://u:p@localhost:" + ftp.port() + "/x").run());

            assertThat(ftp.told("USER")).contains("u");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ftpMirror_isAMirrorLikeAnyOther(boolean first) throws Exception {
        try (FtpServer ftp = new FtpServer(Optional.empty(), false)) {
            String mirror = "ftp://localhost:" + ftp.port() + "/x";
            server.on("/x", first ? Reply.ok("hello") : Reply.status(404));
            if (!first) {
                ftp.files.put("x", "hello".getBytes(StandardCharsets.UTF_8));
            }

            assertHello((first
                            ? ptex(home, manifest(mirror, server.url("/x")), "x")
                            : ptex(home, manifest(server.url("/x"), mirror), "x"))
                    .run());
        }
    }

    @Test
    void ftpThroughAProxy_isNotSpoken() throws Exception {
        try (FtpServer ftp = new FtpServer(Optional.empty(), false)) {
            ProcessResult result = ptex(home, "ftp://localhost:" + ftp.port() + "/x")
                    .env("PTEX_PROXY_URL", "http://" + server.authority())
                    .run();

            assertThat(result.stderr())
                    .isEqualTo("ptex: Failed to fetch ftp://localhost:" + ftp.port()
                            + "/x: FTP is not spoken through a proxy, and http://" + server.authority() + " is set\n"
                            + "  hint: no_proxy may name localhost, if it can be reached straight\n");
            assertThat(ftp.commands).isEmpty();
        }
    }
}
