package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.config.TestConfig;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Condition;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom to trust, and what to show, as it is set. */
@QuarkusTest
@Timeout(60)
class TlsSettingsTest {
    @Inject
    Vertx vertx;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private boolean insecure;
    private boolean verified;

    @BeforeEach
    void start() {
        environment.put("HOME", "/nonexistent");
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
    }

    private void set(String key, String file) {
        settings.add(new Setting(key, TestCertificates.file(file).toString(), "ptex.properties", 1));
    }

    private String fetch(String text) throws Exception {
        Environment variables = new Environment(environment);
        Duration limit = Duration.ofSeconds(20);
        HttpTransport transport = HttpTransports.of(
                vertx,
                variables,
                new TestConfig(limit, limit, insecure),
                new Settings(variables, settings),
                SitePolicy.NONE);
        Url url = Url.parse(text);
        try (TransportResponse response = transport.open(new TransportRequest(
                url,
                new UserHeaders(List.of(), url.origin()),
                verified,
                Optional.empty(),
                Condition.NONE,
                0,
                head -> {}))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private TransportException failure(String url) {
        return catchThrowableOfType(TransportException.class, () -> fetch(url));
    }

    private static String url(ScriptedServer server) {
        return "https://localhost:" + server.port() + "/x";
    }

    /** A server that takes nobody without a certificate. */
    private static ScriptedServer demanding() throws Exception {
        return ScriptedServer.startTls(
                        TestCertificates.server("localhost", "identity/root"),
                        listener -> listener.setNeedClientAuth(true))
                .on("/x", Reply.ok("hello"));
    }

    @ParameterizedTest
    @CsvSource({"identity/rsa.pem, identity/pkcs8.key", "identity/ec.pem, identity/sec1.key"})
    void clientCertificate_isShown(String certificate, String key) throws Exception {
        set("ptex.tls.client-cert", certificate);
        set("ptex.tls.client-key", key);

        try (ScriptedServer server = demanding()) {
            assertThat(fetch(url(server))).isEqualTo("hello");
        }
    }

    @Test
    void clientCertificate_isShownThroughAProxy() throws Exception {
        set("ptex.tls.client-cert", "identity/both.pem");

        try (ScriptedServer server = demanding();
                ScriptedServer proxy = ScriptedServer.start()) {
            environment.put("https_proxy", proxy.authority());
            proxy.on("localhost:" + server.port(), Reply.tunnelTo(server.port()));

            assertThat(fetch(url(server))).isEqualTo("hello");
        }
    }

    @Test
    void serverThatGetsNoCertificate_isToldOfWithTheSetting() throws Exception {
        try (ScriptedServer server = demanding()) {
            TransportException failure = failure(url(server));

            assertThat(failure.reason()).isEqualTo("the server wants a client certificate, and there is none to show");
            assertThat(failure.hint())
                    .contains("set ptex.tls.client-cert to a PEM or PKCS#12 file with one, and ptex.tls.client-key to"
                            + " its key");
        }
    }

    @Test
    void unreadableCertificate_isNamed() throws Exception {
        set("ptex.tls.client-cert", "identity/pkcs8.key");

        try (ScriptedServer server = demanding()) {
            assertThat(failure(url(server)).reason())
                    .isEqualTo("cannot take the client certificate from ptex.tls.client-cert="
                            + TestCertificates.file("identity/pkcs8.key") + ": it has no PEM certificate");
        }
    }

    @Test
    void caFile_replacesTheRootsOfTheEnvironment() throws Exception {
        environment.put("SSL_CERT_FILE", "/nonexistent");
        set("ptex.tls.ca-file", "ca.pem");

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            server.on("/x", Reply.ok("hello"));

            assertThat(fetch(url(server))).isEqualTo("hello");
        }
    }

    @Test
    void caFileOfOthers_trustsNobodyElse() throws Exception {
        set("ptex.tls.ca-file", "other-ca.pem");

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            TransportException failure = failure(url(server));

            assertThat(failure.reason()).contains("is not trusted");
            assertThat(failure.hint()).contains("add the issuer's certificate to what ptex.tls.ca-file names");
        }
    }

    @Test
    void emptyCaFile_isNamed() throws Exception {
        set("ptex.tls.ca-file", "identity/pkcs8.key");

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            assertThat(failure(url(server)).reason())
                    .isEqualTo("cannot take the trusted roots from ptex.tls.ca-file="
                            + TestCertificates.file("identity/pkcs8.key") + ": it has no PEM certificate");
        }
    }

    @Test
    void uncheckedServer_isTakenWhereAHashChecks() throws Exception {
        insecure = true;
        verified = true;

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("self-signed"))) {
            server.on("/x", Reply.ok("hello"));

            assertThat(fetch("https://127.0.0.1:" + server.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void uncheckedServer_getsNoPassword() throws Exception {
        insecure = true;
        verified = true;

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("self-signed"))) {
            server.on("/x", Reply.ok("hello"));

            fetch("https://u:p@localhost:" + server.port() + "/x");

            assertThat(server.takeRequest().header("Authorization")).isEmpty();
        }
    }

    @Test
    void serverWhoseBytesNothingChecks_isChecked() throws Exception {
        insecure = true;

        try (ScriptedServer server = ScriptedServer.startTls(TestCertificates.server("self-signed"))) {
            assertThat(failure(url(server)).reason()).contains("it is self-signed");
        }
    }
}
