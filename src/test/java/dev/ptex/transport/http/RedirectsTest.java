package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.ResponseHead;
import dev.ptex.mirror.RewriteRule;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where replies lead, and what goes along. */
@QuarkusTest
class RedirectsTest extends ConfiguredHttpTestBase {
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isFollowed(int status) throws Exception {
        server.on("/x", Reply.redirect(status, other.url("/y")));
        other.on("/y", Reply.ok("hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void relativeRedirect_staysOnTheServer() throws Exception {
        server.on("/a/x", Reply.redirect(302, "../b/y?z=1"));
        server.on("/b/y?z=1", Reply.ok("hello"));

        assertThat(fetch(server.url("/a/x"))).isEqualTo("hello");
    }

    @Test
    void thirtyRedirects_areFollowed() throws Exception {
        for (int i = 0; i < 30; i++) {
            server.on("/" + i, Reply.redirect(302, "/" + (i + 1)));
        }
        server.on("/30", Reply.ok("hello"));

        assertThat(fetch(server.url("/0"))).isEqualTo("hello");
    }

    @Test
    void redirectLoop_endsAfterThirty() {
        server.on("/x", Reply.redirect(302, "/x"));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("it redirects more than 30 times");
        assertThat(server.requests()).hasSize(31);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, file:///etc/passwd",
        "ftp://h/x, ftp://h/x",
    })
    void redirectToAnotherProtocol_isRefused(String location, String shown) {
        server.on("/x", Reply.redirect(302, location));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("it redirects to " + shown + ", and only http and https are followed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redirectToAHostWithABarePercentSign_isRefusedWithThatUrl(boolean proxied) {
        if (proxied) {
            environment.put("http_proxy", other.authority());
        }
        (proxied ? other : server).on(proxied ? server.url("/x") : "/x", Reply.redirect(302, "http://a%b/"));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("it redirects to \"http://a%b/\", which is no URL:"
                        + " its host has a % that two hexadecimal digits do not follow");
    }

    @Test
    void failureAfterARedirect_namesTheHop() {
        server.on("/x", Reply.redirect(302, other.url("/y?token=secret")));
        other.on("/y?token=secret", Reply.status(403).reason("Forbidden"));

        TransportException failure = failure(server.url("/x"));

        assertThat(failure.reason()).isEqualTo("the server answered 403 Forbidden");
        assertThat(failure.hop()).map(Url::toString).contains(other.url("/y?token=***"));
    }

    @Test
    void redirectToAnotherOrigin_getsHarmlessHeadersOnly() throws Exception {
        server.on("/x", Reply.redirect(302, other.url("/y")));
        other.on("/y", Reply.ok("hello"));
        given.addAll(List.of(
                "X-JFrog-Art-Api: t", "Authorization: Bearer t", "Cookie: c", "Accept: a/b", "Range: bytes=0-"));

        fetch("http://me:p@" + server.authority() + "/x");

        assertThat(server.takeRequest().header("X-JFrog-Art-Api")).contains("t");
        assertThat(other.takeRequest().headerNames().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder("host", "user-agent", "accept", "accept-encoding", "range");
    }

    @Test
    void redirectToTheSameOrigin_keepsCredentials() throws Exception {
        server.on("/x", Reply.redirect(302, server.url("/y")));
        server.on("/y", Reply.ok("hello"));
        given.add("X-Token: t");

        fetch("http://me:p%40ss@" + server.authority() + "/x");

        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.header("Authorization")).contains("Basic bWU6cEBzcw==");
        assertThat(second.header("X-Token")).contains("t");
    }

    @Test
    void redirectToAnotherHost_asksNetrcAnewAndNotItsDefault() throws Exception {
        Files.writeString(directory.resolve(".netrc"), "default login d password d");
        server.on("/x", Reply.redirect(302, "http://localhost:" + other.port() + "/y"));
        other.on("/y", Reply.ok("hello"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().header("Authorization")).contains("Basic ZDpk");
        assertThat(other.takeRequest().header("Authorization")).isEmpty();
    }

    @Test
    void httpsToHttp_isRefusedWithoutAHash() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.redirect(302, server.url("/y")));

            assertThat(failure("https://localhost:" + tls.port() + "/x").reason())
                    .isEqualTo("it redirects from https to " + server.url("/y")
                            + ", and no hash is known to check what comes from there");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void httpsToHttp_withAHashIsFollowedWithoutCredentials() throws Exception {
        verified = true;
        Files.writeString(directory.resolve(".netrc"), "machine 127.0.0.1 login me password p");
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.redirect(302, server.url("/y")));
            server.on("/y", Reply.ok("hello"));

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");
        }
        assertThat(server.takeRequest().header("Authorization")).isEmpty();
    }

    @Test
    void observer_seesEachHeadAsItCame() throws Exception {
        server.on(
                "/x",
                Reply.redirect(302, "/y").reason("Found").header("x-B", "2").header("X-a", "1"));
        server.on("/y", Reply.ok("hello"));

        fetch(server.url("/x"));

        assertThat(heads).map(ResponseHead::statusLine).containsExactly("HTTP/1.1 302 Found", "HTTP/1.1 200 OK");
        assertThat(heads.get(0).headers().stream().map(header -> header.name() + "=" + header.value()))
                .containsExactly("Location=/y", "x-B=2", "X-a=1", "Content-Length=0");
    }

    @Test
    void observer_seesAChunkedHeadAsItCame() throws Exception {
        server.on("/x", Reply.raw("HTTP/1.1 200 OK\r\nA: 1\r\nTransfer-encoding: chunked\r\nB: 2\r\n\r\n0\r\n\r\n"));

        fetch(server.url("/x"));

        assertThat(heads.get(0).headers().stream().map(header -> header.name() + "=" + header.value()))
                .containsExactly("A=1", "Transfer-encoding=chunked", "B=2");
    }

    private static SitePolicy policy(String prefix, String list) throws Exception {
        return new SitePolicy(List.of(RewriteRule.parse(prefix, list, "/f:3")), Optional.of("ask IT"));
    }

    @Test
    void redirectToWhatIsOff_isNotFollowed() throws Exception {
        policy = policy(other.url("/"), "off");
        server.on("/x", Reply.redirect(302, other.url("/y")));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("it redirects to " + other.url("/y") + ", which is blocked by the rule in /f:3: ask IT");
        assertThat(other.connections()).isZero();
    }

    @Test
    void redirectToWhatIsRewritten_isFollowedAsItIs() throws Exception {
        policy = policy(other.url("/"), "http://127.0.0.1:1/");
        server.on("/x", Reply.redirect(302, other.url("/y")));
        other.on("/y", Reply.ok("hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void redirectWithinAServer_isNoneOfTheRuleForAll() throws Exception {
        policy = policy("*", "off");
        server.on("/x", Reply.redirect(302, "/y"));
        server.on("/y", Reply.ok("hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }
}
