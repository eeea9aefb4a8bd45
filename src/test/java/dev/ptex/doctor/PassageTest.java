package dev.ptex.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.config.TestConfig;
import dev.ptex.connect.Reach;
import dev.ptex.connect.Resolver;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.testing.Gatekeeper;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Transports;
import dev.ptex.transport.http.HttpTransports;
import dev.ptex.trust.TestCertificates;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lies between a connection and a reply, as a real fetch goes through it. */
@QuarkusTest
@Timeout(60)
class PassageTest {
    @Inject
    Vertx vertx;

    private final ScriptedServer proxy = ScriptedServer.start();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private ScriptedServer server;
    private Duration limit = Duration.ofSeconds(20);
    private boolean insecure;

    @BeforeEach
    void start() throws Exception {
        environment.put("HOME", "/nonexistent");
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
        serve(ScriptedServer.startTls(TestCertificates.server("localhost")));
    }

    @AfterEach
    void stop() {
        server.close();
        proxy.close();
    }

    private void serve(ScriptedServer another) {
        if (server != null) {
            server.close();
        }
        server = another.on("/x", Reply.ok("hello"));
        proxy.on(target(), Reply.tunnelTo(server.port()));
    }

    private String target() {
        return "localhost:" + server.port();
    }

    private void set(String key, String value) {
        settings.add(new Setting(key, value, "/f", settings.size() + 1));
    }

    private List<Finding> examine(String url, int times) throws Exception {
        Environment variables = new Environment(environment);
        Settings set = new Settings(variables, settings);
        Checkup checkup = new Checkup(
                new ProxyEnvironment(variables, set),
                new Reach(Resolver.SYSTEM, limit, System::nanoTime),
                TrustRoots.of(variables, set),
                new Transports(List.of(HttpTransports.of(
                        vertx, variables, new TestConfig(limit, limit, insecure), set, SitePolicy.NONE))),
                Clock.systemUTC(),
                System::nanoTime);
        List<Finding> findings = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            findings.clear();
            checkup.of(Url.parse(url), true, findings::add);
        }
        return findings;
    }

    private List<Finding> examine() throws Exception {
        return examine("https://" + target() + "/x", 1);
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }

    private Finding stage(String stage) throws Exception {
        return examine().stream()
                .filter(finding -> finding.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void serverThatIsTrusted_isSaidToBe() throws Exception {
        Finding tls = stage("TLS");

        assertThat(tls.well()).as(tls.lines()).isTrue();
        assertThat(tls.text())
                .matches("TLSv1\\.\\d, the certificate of CN=localhost is trusted by SSL_CERT_FILE=.*ca\\.pem");
    }

    @Test
    void connectionOfBefore_isSaidToBeUsed() throws Exception {
        List<Finding> findings = examine("https://" + target() + "/x", 2);

        assertThat(findings).allMatch(Finding::well);
        assertThat(findings)
                .filteredOn(finding -> finding.stage().equals("TLS"))
                .extracting(Finding::text)
                .containsExactly("over the connection of before");
    }

    @Test
    void serverThatIsNotTrusted_endsItAndSaysWhatToSet() throws Exception {
        environment.remove("SSL_CERT_FILE");

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("TLS");
        assertThat(last.text()).startsWith("the certificate of localhost is not trusted");
        assertThat(last.next().orElseThrow()).startsWith("set ptex.tls.ca-file ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void serverThatNeedNotBeTrusted_isSaidNotToBeChecked() throws Exception {
        environment.remove("SSL_CERT_FILE");
        insecure = true;

        Finding tls = stage("TLS");

        assertThat(tls.well()).as(tls.lines()).isTrue();
        assertThat(tls.text()).endsWith(" is not checked, as ptex.tls.insecure has it");
    }

    private static ScriptedServer demanding(String protocol) throws Exception {
        return ScriptedServer.startTls(TestCertificates.server("localhost", "identity/root"), listener -> {
            listener.setNeedClientAuth(true);
            listener.setEnabledProtocols(new String[] {protocol});
        });
    }

    @Test
    void clientCertificate_isShownAsAFetchShowsIt() throws Exception {
        serve(demanding("TLSv1.2"));
        set("ptex.tls.client-cert", TestCertificates.file("identity/both.pem").toString());

        assertThat(examine()).allMatch(Finding::well);
    }

    @Test
    void clientCertificateThatIsLacking_isSaidWhereAFetchEnds() throws Exception {
        serve(demanding("TLSv1.2"));

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("TLS");
        assertThat(last.text()).isEqualTo("the server wants a client certificate, and there is none to show");
        assertThat(last.next().orElseThrow()).startsWith("set ptex.tls.client-cert ");
    }

    @Test
    void tokenThatCannotBeSent_endsItBeforeAnybodyIsAsked() throws Exception {
        environment.put("PTEX_AUTH_LOCALHOST_BEARER", "two words");

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("request");
        assertThat(last.text()).startsWith("the token in PTEX_AUTH_LOCALHOST_BEARER has characters ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rootsThatCannotBeRead_endItBeforeTheTunnel() throws Exception {
        environment.put("SSL_CERT_FILE", "/nonexistent");
        throughTheProxy();

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("request");
        assertThat(last.text())
                .isEqualTo("cannot take the trusted roots from SSL_CERT_FILE=/nonexistent: no such file");
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void serverThatSpeaksNoTls_endsIt() throws Exception {
        // It waits for more, too.
        limit = Duration.ofMillis(300);
        serve(ScriptedServer.start());

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("TLS");
        assertThat(last.well()).isFalse();
    }

    private void throughTheProxy() {
        set("ptex.proxy.url", "http://" + proxy.authority());
    }

    @Test
    void tunnelThatIsRefusedForWantOfALogin_saysWhatToSet() throws Exception {
        throughTheProxy();
        proxy.on(target(), Reply.status(407).reason("Login").header("Proxy-Authenticate", "Basic realm=\"corp\""));

        Finding tunnel = stage("tunnel");

        assertThat(tunnel.text())
                .isEqualTo("the proxy http://" + proxy.authority() + " answered 407 Login when asked for " + target()
                        + "; it wants Basic");
        assertThat(tunnel.next().orElseThrow()).startsWith("set ptex.proxy.username and ptex.proxy.password ");
        assertThat(server.connections()).isZero();
    }

    @Test
    void passwordThatAProxyRefuses_isToBeCorrected() throws Exception {
        throughTheProxy();
        set("ptex.proxy.username", "u");
        set("ptex.proxy.password", "wrong");
        proxy.on(target(), Reply.status(407).header("Proxy-Authenticate", "Basic realm=\"corp\""));

        Finding tunnel = stage("tunnel");

        assertThat(tunnel.text()).endsWith("; it wants Basic, and refused the user or the password");
        assertThat(tunnel.next().orElseThrow()).startsWith("correct ptex.proxy.username and ptex.proxy.password ");
    }

    @Test
    void plainRequestThatAProxyRefuses_saysWhatToSet() throws Exception {
        throughTheProxy();
        proxy.on("http://origin.example/x", Reply.status(407).header("Proxy-Authenticate", "Basic realm=\"corp\""));

        Finding last = last(examine("http://origin.example/x", 1));

        assertThat(last.stage()).isEqualTo("HTTP");
        assertThat(last.next().orElseThrow()).startsWith("set ptex.proxy.username and ptex.proxy.password ");
    }

    @Test
    void serverThatWantsALogin_saysWhereItMayBeSet() throws Exception {
        server.on("/x", Reply.status(401).header("WWW-Authenticate", "Basic"));

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("HTTP");
        assertThat(last.next().orElseThrow()).contains("PTEX_AUTH_LOCALHOST_BEARER", "~/.netrc");
    }

    @Test
    void loginThatIsNotSpoken_isNotSaidToBeSet() throws Exception {
        throughTheProxy();
        proxy.on(target(), Reply.status(407).header("Proxy-Authenticate", "Negotiate"));

        assertThat(stage("tunnel").next()).isEmpty();
    }

    @Test
    void proxyThatForbidsTheServer_isNotTakenForIt() throws Exception {
        throughTheProxy();
        proxy.on(target(), Reply.status(403));

        assertThat(stage("tunnel").next()).isEmpty();
    }

    @Test
    void loginByDigest_leadsThroughTheProxy() throws Exception {
        throughTheProxy();
        set("ptex.proxy.username", "u");
        set("ptex.proxy.password", "p");
        proxy.onRequest(
                target(),
                Gatekeeper.ofProxy(request -> Reply.tunnelTo(server.port())).digest("SHA-256", "p", false));

        List<Finding> findings = examine();

        assertThat(findings)
                .extracting(Finding::stage)
                .startsWith("proxy", "DNS", "TCP", "tunnel", "TLS", "HTTP", "ranges");
        assertThat(findings).allMatch(Finding::well);
    }

    @Test
    void certificateBehindAProxy_endsItAtTls() throws Exception {
        environment.remove("SSL_CERT_FILE");
        throughTheProxy();

        Finding last = last(examine());

        assertThat(last.stage()).isEqualTo("TLS");
        assertThat(last.text()).startsWith("the certificate of localhost is not trusted");
    }

    @Test
    void proxyInTls_isGreetedBeforeItsTunnel() throws Exception {
        try (ScriptedServer secured = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            secured.on(target(), Reply.tunnelTo(server.port()));
            set("ptex.proxy.url", "https://localhost:" + secured.port());

            List<Finding> findings = examine();

            assertThat(findings)
                    .extracting(Finding::stage)
                    .startsWith("proxy", "DNS", "TCP", "TLS", "tunnel", "TLS", "HTTP", "ranges");
            assertThat(findings).allMatch(Finding::well);
        }
    }

    @Test
    void proxyInTlsThatIsNotTrusted_endsItAtTls() throws Exception {
        try (ScriptedServer secured = ScriptedServer.startTls(TestCertificates.server("self-signed"))) {
            set("ptex.proxy.url", "https://localhost:" + secured.port());

            Finding last = last(examine("http://origin.example/x", 1));

            assertThat(last.stage()).isEqualTo("TLS");
            assertThat(last.text())
                    .startsWith(
                            "the proxy https://localhost:" + secured.port() + " cannot be used: the certificate of ");
        }
    }
}
