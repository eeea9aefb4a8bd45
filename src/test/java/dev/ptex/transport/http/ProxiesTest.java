package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TestCertificates;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Requests that go through proxies, as the environment names them. */
@QuarkusTest
class ProxiesTest extends ConfiguredHttpTestBase {
    @Test
    void plainHttp_isAskedOfTheProxy() throws Exception {
        environment.put("http_proxy", "http://u:p%40@" + other.authority());
        other.onRequest("http://origin.example/x", request -> Reply.ok("hello"));

        assertThat(fetch("http://origin.example/x")).isEqualTo("hello");

        RecordedRequest request = other.takeRequest();
        assertThat(request.line()).isEqualTo("GET http://origin.example/x HTTP/1.1");
        assertThat(request.header("Host")).contains("origin.example");
        assertThat(request.header("Proxy-Authorization")).contains("Basic dTpwQA==");
    }

    @Test
    void addressWithAZone_isAskedOfTheProxyWithoutIt() throws Exception {
        environment.put("http_proxy", other.authority());
        other.on("http://[fe80::1]/x", Reply.ok("hello"));

        assertThat(fetch("http://[fe80::1%25eth0]/x")).isEqualTo("hello");
    }

    @Test
    void https_goesThroughATunnelThatTheOriginKnowsNothingOf() throws Exception {
        environment.put("https_proxy", "http://u:p@" + other.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));
            other.on("localhost:" + tls.port(), Reply.tunnelTo(tls.port()));

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");

            assertThat(other.takeRequest().header("Proxy-Authorization")).contains("Basic dTpw");
            assertThat(tls.takeRequest().header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void filesByWayOfAPlainProxy_shareAConnection() throws Exception {
        environment.put("http_proxy", other.authority());
        other.on("http://a.example/x", Reply.ok("a")).on("http://a.example/y", Reply.ok("b"));
        Transport transport = transport();

        fetch(transport, "http://a.example/x");
        fetch(transport, "http://a.example/y");
        fetch(transport, "http://a.example/x");

        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void filesThroughATunnel_shareItAndItsHandshake() throws Exception {
        environment.put("https_proxy", "http://u:p@" + other.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("a")).on("/y", Reply.ok("b"));
            other.on("localhost:" + tls.port(), Reply.tunnelTo(tls.port()));
            Transport transport = transport();

            fetch(transport, "https://localhost:" + tls.port() + "/x");
            fetch(transport, "https://localhost:" + tls.port() + "/y");

            assertThat(other.connections()).isEqualTo(1);
            assertThat(other.requests()).hasSize(1);
            assertThat(tls.connections()).isEqualTo(1);
            assertThat(tls.requests()).hasSize(2);
        }
    }

    @Test
    void refusedTunnel_namesTheProxyAndItsStatus() {
        environment.put("https_proxy", "http://u:p@" + other.authority());
        other.on("origin.example:443", Reply.status(403).reason("Forbidden"));

        assertThat(failure("https://origin.example/x").reason())
                .isEqualTo("the proxy http://" + other.authority()
                        + " answered 403 Forbidden when asked for origin.example:443");
    }

    @Test
    void proxyThatWantsCredentials_isNamedWithAHint() {
        environment.put("http_proxy", other.authority());
        other.on("http://origin.example/x", Reply.status(407).reason("Login").header("Proxy-Authenticate", "Basic"));

        TransportException failure = failure("http://origin.example/x");

        assertThat(failure.reason())
                .isEqualTo("the proxy http://" + other.authority() + " answered 407 Login; it wants Basic");
        assertThat(failure.hint())
                .contains(
                        "set ptex.proxy.username and ptex.proxy.password (PTEX_PROXY_USERNAME, PTEX_PROXY_PASSWORD), or"
                                + " the user and password in the proxy's URL");
    }

    @Test
    void proxyThatWantsAnotherLogin_isNamedWithoutAHintThatWouldNotHelp() {
        environment.put("http_proxy", "http://u:p@" + other.authority());
        other.on(
                "http://origin.example/x", Reply.status(407).reason("Login").header("Proxy-Authenticate", "Negotiate"));

        TransportException failure = failure("http://origin.example/x");

        assertThat(failure.reason())
                .isEqualTo("the proxy http://" + other.authority()
                        + " answered 407 Login; it wants Negotiate, and only NTLM, Digest and Basic are supported");
        assertThat(failure.hint()).isEmpty();
    }

    @Test
    void tunnelThatWantsCredentials_namesWhichWithAHint() {
        environment.put("https_proxy", other.authority());
        other.on(
                "origin.example:443",
                Reply.status(407).reason("Login").header("Proxy-Authenticate", "Basic realm=x, Negotiate"));

        TransportException failure = failure("https://origin.example/x");

        assertThat(failure.reason())
                .isEqualTo("the proxy http://" + other.authority()
                        + " answered 407 Login when asked for origin.example:443; it wants Basic, Negotiate");
        assertThat(failure.hint())
                .contains(
                        "set ptex.proxy.username and ptex.proxy.password (PTEX_PROXY_USERNAME, PTEX_PROXY_PASSWORD), or"
                                + " the user and password in the proxy's URL");
    }

    @Test
    void deadProxy_isNamedAndNotGoneAround() {
        environment.put("http_proxy", "http://u:secret@" + other.authority());
        String dead = other.authority();
        other.close();
        server.on("/x", Reply.ok("x"));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("the proxy http://" + dead + " cannot be reached: connection refused by " + dead);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void unknownKindOfProxy_isAFailureThatNamesTheVariable() {
        environment.put("all_proxy", "gopher://u:secret@proxy.example:70");

        assertThat(failure(server.url("/x")).reason())
                .contains("all_proxy")
                .contains("gopher")
                .doesNotContain("secret");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void proxyForOneHop_isChosenByThatHopsUrl() throws Exception {
        environment.put("http_proxy", other.authority());
        environment.put("no_proxy", "127.0.0.1");
        server.on("/x", Reply.redirect(302, "http://origin.example/y"));
        other.on("http://origin.example/y", Reply.ok("hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void hostWithUnderscore_isAsked() throws Exception {
        environment.put("http_proxy", other.authority());
        other.on("http://my_host.example/x", Reply.ok("hello"));

        assertThat(fetch("http://my_host.example/x")).isEqualTo("hello");
    }
}
