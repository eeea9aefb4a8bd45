package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.TestConfig;
import dev.ptex.testing.Gatekeeper;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.testing.Worker;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in at origins and at proxies, with one transport for all requests of a test, as a process has it. */
@QuarkusTest
@Timeout(60)
class AuthenticationTest {
    private static final String REFUSED = ", and refused the user or the password";

    @Inject
    Vertx vertx;

    private final Map<String, String> environment = new HashMap<>();
    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer proxy = ScriptedServer.start();
    private @Nullable HttpTransport transport;

    @BeforeEach
    void start() {
        environment.put("HOME", "/nonexistent");
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
    }

    @AfterEach
    void stop() {
        server.close();
        proxy.close();
    }

    private static Reply hello(RecordedRequest request) {
        return Reply.ok("hello");
    }

    /** Made at the first request, when a test has said what there is in the environment. */
    private HttpTransport transport() {
        HttpTransport known = transport;
        if (known == null) {
            Environment variables = new Environment(environment);
            Duration limit = Duration.ofSeconds(20);
            known = HttpTransports.of(vertx, variables, new TestConfig(limit, limit));
            transport = known;
        }
        return known;
    }

    private TransportResponse open(String text, Optional<Range> range) throws Exception {
        Url url = Url.parse(text);
        return transport()
                .open(new TransportRequest(
                        url, new UserHeaders(List.of(), url.origin()), false, range, Condition.NONE, 0, head -> {}));
    }

    private String fetch(String url) throws Exception {
        try (TransportResponse response = open(url, Optional.empty())) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private TransportException failure(String url) {
        return catchThrowableOfType(TransportException.class, () -> fetch(url));
    }

    private String url(String user) {
        return "http://" + user + "@" + server.authority() + "/x";
    }

    private static long said(ScriptedServer listener, String field) {
        return listener.requests().stream()
                .filter(request -> request.header(field).isPresent())
                .count();
    }

    // Origins

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess"})
    void digest_letsUsIn(String algorithm) throws Exception {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).digest(algorithm, "p", false));

        assertThat(fetch(url("u:p"))).isEqualTo("hello");
    }

    @Test
    void secondRequest_isLetInAtOnce() throws Exception {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).digest("MD5", "p", false));
        fetch(url("u:p"));
        int before = server.requests().size();

        assertThat(fetch(url("u:p"))).isEqualTo("hello");

        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void nonceForOneRequest_isReplaced() throws Exception {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).digest("SHA-256", "p", true));

        for (int i = 0; i < 3; i++) {
            assertThat(fetch(url("u:p"))).isEqualTo("hello");
        }
    }

    @Test
    void partOfAFile_isHadByDigest() throws Exception {
        byte[] file = "0123456789".getBytes(StandardCharsets.US_ASCII);
        server.onRequest(
                "/x",
                Gatekeeper.ofOrigin(request -> RangeServer.answer(request, file, "\"v1\""))
                        .digest("MD5", "p", false));

        try (TransportResponse part = open(url("u:p"), Optional.of(Range.of(3, 6)))) {
            assertThat(part).isInstanceOf(TransportResponse.Part.class);
            assertThat(part.body().readAllBytes()).isEqualTo("345".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void partOfAFile_isHadByNtlm() throws Exception {
        byte[] file = "0123456789".getBytes(StandardCharsets.US_ASCII);
        server.onRequest(
                "/x",
                Gatekeeper.ofOrigin(request -> RangeServer.answer(request, file, "\"v1\""))
                        .ntlm());

        try (TransportResponse part = open(url("u:p"), Optional.of(Range.rest(7)))) {
            assertThat(part.body().readAllBytes()).isEqualTo("789".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void connectionThatIsLoggedIn_isUsedAgain() throws Exception {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).ntlm());
        fetch(url("u:p"));
        int before = server.requests().size();

        assertThat(fetch(url("u:p"))).isEqualTo("hello");

        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void connectionThatIsLoggedIn_isNobodyElses() throws Exception {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).ntlm())
                .on("/public", Reply.ok("public"));
        fetch(url("u:p"));
        int loggedIn = server.requests().get(server.requests().size() - 1).connection();
        int before = server.requests().size();

        fetch(url("other:p"));
        fetch(server.url("/public"));

        assertThat(server.requests().subList(before, server.requests().size()))
                .extracting(RecordedRequest::connection)
                .doesNotContain(loggedIn);
    }

    @Test
    void loginOverTls_isMadeInHttp1() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).ntlm());

            assertThat(fetch("https://u:p@localhost:" + tls.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void loginThatIsCutInTheMiddle_isAFailure() {
        Function<RecordedRequest, Reply> ntlm =
                Gatekeeper.ofOrigin(AuthenticationTest::hello).ntlm();
        server.onRequest(
                "/x",
                request -> request.header("Authorization").orElse("").startsWith("NTLM")
                        ? ntlm.apply(request).closing()
                        : ntlm.apply(request));

        assertThat(failure(url("u:p")).reason()).contains("closed");
    }

    @Test
    void wrongPassword_isSaidOnceByDigest() {
        server.onRequest(
                "/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("", "Digest realm=r, nonce=n, qop=auth"));

        for (int i = 0; i < 3; i++) {
            assertThat(failure(url("u:p")).reason())
                    .isEqualTo("the server answered 401 Login; it wants Digest" + REFUSED);
        }

        assertThat(server.requests())
                .filteredOn(
                        request -> request.header("Authorization").orElse("").startsWith("Digest"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Digest realm=r, nonce=n", "Basic, Digest realm=r, nonce=n"})
    void wrongPassword_isSaidAtMostTwice(String challenge) {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("", challenge));

        for (int i = 0; i < 3; i++) {
            failure(url("u:secret"));
        }

        assertThat(said(server, "Authorization")).isLessThanOrEqualTo(2);
    }

    @Test
    void wrongPassword_isNotInTheMessage() {
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("", "Basic"));

        TransportException failure = failure(url("u:secret"));

        assertThat(failure.reason()).isEqualTo("the server answered 401 Login; it wants Basic" + REFUSED);
        assertThat(failure.hint())
                .contains("credentials are taken from -H, the URL, PTEX_AUTH_127_0_0_1_BEARER or"
                        + " PTEX_AUTH_127_0_0_1_BASIC_USER and _BASIC_PASS, a credential helper, or ~/.netrc");
    }

    @Test
    void bearer_isTakenFromTheEnvironment() throws Exception {
        environment.put("PTEX_AUTH_127_0_0_1_BEARER", "t0ken");
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("Bearer t0ken", "Bearer"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void userAndPassword_areTakenFromTheEnvironment() throws Exception {
        environment.put("PTEX_AUTH_127_0_0_1_BASIC_USER", "u");
        environment.put("PTEX_AUTH_127_0_0_1_BASIC_PASS", "p");
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).digest("MD5", "p", false));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void credentialsOfOneHost_areNotCarriedToAnother() throws Exception {
        environment.put("PTEX_AUTH_127_0_0_1_BEARER", "t0ken");
        server.on("/x", Reply.redirect(302, "http://localhost:" + proxy.port() + "/y"));
        proxy.on("/y", Reply.ok("hello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");

        assertThat(proxy.takeRequest().header("Authorization")).isEmpty();
    }

    // Proxies

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess"})
    void plainRequest_isLetThroughByDigest(String algorithm) throws Exception {
        environment.put("http_proxy", "http://u:p@" + proxy.authority());
        proxy.onRequest(
                "http://origin.example/x",
                Gatekeeper.ofProxy(AuthenticationTest::hello).digest(algorithm, "p", false));

        assertThat(fetch("http://origin.example/x")).isEqualTo("hello");
    }

    @Test
    void plainRequest_isLetThroughByNtlm() throws Exception {
        environment.put("http_proxy", "http://CORP%5Cu:p@" + proxy.authority());
        proxy.onRequest(
                "http://origin.example/x",
                Gatekeeper.ofProxy(AuthenticationTest::hello).ntlm());

        assertThat(fetch("http://origin.example/x")).isEqualTo("hello");
    }

    @Test
    void proxyAndOrigin_bothLetUsInByDigest() throws Exception {
        environment.put("http_proxy", "http://u:p@" + proxy.authority());
        Function<RecordedRequest, Reply> origin =
                Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("Basic bWU6bWluZQ==", "Basic");
        proxy.onRequest("http://origin.example/x", Gatekeeper.ofProxy(origin).digest("SHA-256", "p", true));

        assertThat(fetch("http://me:mine@origin.example/x")).isEqualTo("hello");
        assertThat(fetch("http://me:mine@origin.example/x")).isEqualTo("hello");
    }

    @Test
    void originBehindAProxyThatLogsConnectionsIn_isAnsweredToo() throws Exception {
        environment.put("http_proxy", "http://u:p@" + proxy.authority());
        Function<RecordedRequest, Reply> origin =
                Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("Basic bWU6bWluZQ==", "Basic");
        proxy.onRequest("http://origin.example/x", Gatekeeper.ofProxy(origin).ntlm());

        assertThat(fetch("http://me:mine@origin.example/x")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "ntlm"})
    void tunnel_isHadByLoggingIn(String scheme) throws Exception {
        environment.put("https_proxy", "http://u:p@" + proxy.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));
            Gatekeeper gate = Gatekeeper.ofProxy(request -> Reply.tunnelTo(tls.port()));
            proxy.onRequest(
                    "localhost:" + tls.port(), scheme.equals("ntlm") ? gate.ntlm() : gate.digest("SHA-256", "p", true));

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");

            assertThat(tls.takeRequest().header("Proxy-Authorization")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"ntlm, true", "ntlm, false", "digest, true", "digest, false"})
    void proxyThatClosesAfterItsChallenge_isConnectedAgain(String scheme, boolean saysSo) throws Exception {
        environment.put("https_proxy", "http://u:p@" + proxy.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));
            Gatekeeper gate = Gatekeeper.ofProxy(request -> Reply.tunnelTo(tls.port()));
            Function<RecordedRequest, Reply> script =
                    scheme.equals("ntlm") ? gate.ntlm() : gate.digest("MD5", "p", false);
            proxy.onRequest("localhost:" + tls.port(), request -> {
                Reply reply = script.apply(request);
                boolean begins =
                        request.header("Proxy-Authorization").orElse("Basic").startsWith("Basic");
                return begins ? (saysSo ? reply.header("Connection", "close") : reply).closing() : reply;
            });

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");
        }
    }

    @Test
    void challengeWithAPageInChunks_isAnsweredOverTheSameConnection() throws Exception {
        environment.put("https_proxy", "http://u:p@" + proxy.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.on("/x", Reply.ok("hello"));
            Function<RecordedRequest, Reply> script =
                    Gatekeeper.ofProxy(request -> Reply.tunnelTo(tls.port())).ntlm();
            proxy.onRequest("localhost:" + tls.port(), request -> {
                Reply reply = script.apply(request);
                return reply.isTunnel() ? reply : reply.chunked(3);
            });

            assertThat(fetch("https://localhost:" + tls.port() + "/x")).isEqualTo("hello");

            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void proxyThatClosesInTheMiddleOfALogin_isNamed() {
        environment.put("https_proxy", "http://u:p@" + proxy.authority());
        Function<RecordedRequest, Reply> script =
                Gatekeeper.ofProxy(AuthenticationTest::hello).ntlm();
        proxy.onRequest("origin.example:443", request -> script.apply(request).closing());

        assertThat(failure("https://origin.example/x").reason())
                .isEqualTo(
                        "the proxy http://" + proxy.authority() + " closed the connection in the middle of the login");
    }

    @Test
    void wrongPassword_isSaidToAProxyAtMostTwice() {
        environment.put("https_proxy", "http://u:secret@" + proxy.authority());
        proxy.onRequest(
                "origin.example:443",
                Gatekeeper.ofProxy(AuthenticationTest::hello)
                        .wanting("", "Negotiate, Digest realm=r, nonce=n, Basic realm=\"x\""));

        for (int i = 0; i < 3; i++) {
            assertThat(failure("https://origin.example/x").reason())
                    .isEqualTo("the proxy http://" + proxy.authority()
                            + " answered 407 Login when asked for origin.example:443; it wants Negotiate, Digest, Basic"
                            + REFUSED);
        }

        assertThat(said(proxy, "Proxy-Authorization")).isEqualTo(2);
    }

    // Proxies that are spoken to in TLS

    /** Basic, then Digest, then NTLM: each answer would be the first of its kind. */
    private static Reply another(List<String> offers, ScriptedServer listener, String field) {
        return Reply.status(407).header(field, offers.get((int) said(listener, "Proxy-Authorization") % offers.size()));
    }

    private static final List<String> CHANGING = List.of("Basic realm=a", "Digest realm=a, nonce=n, qop=auth", "NTLM");

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxyThatChangesItsOffers_isToldTheWrongPasswordTwice(String scheme) {
        environment.put("all_proxy", "http://" + proxy.authority());
        environment.put("PTEX_PROXY_USERNAME", "u");
        environment.put("PTEX_PROXY_PASSWORD", "wrong");
        for (String target : List.of("http://one.test/x", "http://two.test/x", "one.test:443", "two.test:443")) {
            proxy.onRequest(target, request -> another(CHANGING, proxy, "Proxy-Authenticate"));
        }

        for (String host : List.of("one", "two", "one")) {
            assertThat(failure(scheme + "://" + host + ".test/x").reason()).endsWith(REFUSED);
        }

        assertThat(said(proxy, "Proxy-Authorization")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void mirrorsBehindOneProxy_tellItTheWrongPasswordTwiceInAll(String scheme) {
        environment.put("all_proxy", "http://u:wrong@" + proxy.authority());
        List<String> hosts =
                IntStream.range(0, 8).mapToObj(number -> "h" + number + ".test").toList();
        for (String host : hosts) {
            Reply challenge = Reply.status(407).header("Proxy-Authenticate", "Basic realm=a");
            proxy.on("http://" + host + "/x", challenge).on(host + ":443", challenge);
        }
        transport();

        List<Worker> all = hosts.stream()
                .map(host -> Worker.start(host, () -> failure(scheme + "://" + host + "/x")))
                .toList();
        all.forEach(Worker::join);

        assertThat(said(proxy, "Proxy-Authorization")).isBetween(1L, 2L);
    }

    private static Reply hangingUp(RecordedRequest request, String field, Reply challenge) {
        return request.header(field).isPresent() ? Reply.hangUp() : challenge;
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://one.test/x", "http://one.test/x"})
    void proxyThatHangsUpOnEachPassword_isToldItTwice(String url) {
        environment.put("all_proxy", "http://" + proxy.authority());
        environment.put("PTEX_PROXY_USERNAME", "u");
        environment.put("PTEX_PROXY_PASSWORD", "wrong");
        Reply challenge = Reply.status(407).header("Proxy-Authenticate", "Basic realm=a");
        for (String target : List.of("one.test:443", "http://one.test/x")) {
            proxy.onRequest(target, request -> hangingUp(request, "Proxy-Authorization", challenge));
        }

        for (int tries = 0; tries < 4; tries++) {
            failure(url);
        }

        assertThat(said(proxy, "Proxy-Authorization")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://one.test/x", "http://one.test/x"})
    void proxyThatHangsUpOnAPasswordItDidNotAskFor_isToldItTwice(String url) {
        environment.put("all_proxy", "http://u:wrong@" + proxy.authority());
        for (String target : List.of("one.test:443", "http://one.test/x")) {
            proxy.onRequest(target, request -> hangingUp(request, "Proxy-Authorization", Reply.status(407)));
        }

        for (int tries = 0; tries < 4; tries++) {
            failure(url);
        }

        assertThat(said(proxy, "Proxy-Authorization")).isEqualTo(2);
    }

    @Test
    void originThatHangsUpOnAPassword_isToldItTwice() {
        server.onRequest("/x", request -> hangingUp(request, "Authorization", Reply.status(401)));

        for (int tries = 0; tries < 4; tries++) {
            failure(server.url("/x").replace("://", "://u:wrong@"));
        }

        assertThat(said(server, "Authorization")).isEqualTo(2);
    }

    @Test
    void originThatHangsUpAfterItHasLetUsIn_isStillToldThePassword() throws Exception {
        String url = server.url("/x").replace("://", "://u:p@");
        server.on("/x", Reply.ok("hello"));
        assertThat(fetch(url)).isEqualTo("hello");
        server.on("/x", Reply.hangUp());
        for (int tries = 0; tries < 4; tries++) {
            failure(url);
        }
        server.on("/x", Reply.ok("again"));

        assertThat(fetch(url)).isEqualTo("again");
        assertThat(server.requests())
                .allMatch(request -> request.header("Authorization").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "ntlm", "basic"})
    void tunnelOfATlsProxy_isHadByLoggingIn(String scheme) throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"));
                ScriptedServer secured = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            environment.put("https_proxy", "https://u:p@localhost:" + secured.port());
            byte[] large = new byte[3_000_001];
            new Random(1).nextBytes(large);
            tls.on("/x", Reply.ok(large));
            Gatekeeper gate = Gatekeeper.ofProxy(request -> Reply.tunnelTo(tls.port()));
            secured.onRequest(
                    "localhost:" + tls.port(),
                    switch (scheme) {
                        case "ntlm" -> gate.ntlm();
                        case "digest" -> gate.digest("SHA-256", "p", true);
                        default -> gate.wanting("Basic dTpw", "Basic");
                    });

            try (TransportResponse response = open("https://localhost:" + tls.port() + "/x", Optional.empty())) {
                assertThat(response.body().readAllBytes()).isEqualTo(large);
            }
        }
    }

    @Test
    void plainRequestToATlsProxy_isAnswered() throws Exception {
        try (ScriptedServer secured = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            environment.put("http_proxy", "https://u:p@localhost:" + secured.port());
            secured.onRequest(
                    "http://origin.example/x",
                    Gatekeeper.ofProxy(AuthenticationTest::hello).ntlm());

            assertThat(fetch("http://origin.example/x")).isEqualTo("hello");
        }
    }

    @Test
    void certificateOfATlsProxy_isChecked() throws Exception {
        try (ScriptedServer secured = ScriptedServer.startTls(TestCertificates.server("self-signed"))) {
            environment.put("http_proxy", "https://localhost:" + secured.port());

            assertThat(failure("http://origin.example/x").reason())
                    .startsWith("the proxy https://localhost:" + secured.port()
                            + " cannot be used: the certificate of localhost is not trusted: ");
            assertThat(secured.requests()).isEmpty();
        }
    }

    @Test
    void tlsProxyThatSpeaksNone_isNamed() {
        environment.put("http_proxy", "https://" + proxy.authority());
        proxy.on("http://origin.example/x", Reply.ok("hello"));

        assertThat(failure("http://origin.example/x").reason()).startsWith("the proxy https://" + proxy.authority());
    }

    @Test
    void passwordOfAProxy_isNotAnOriginsToSee() throws Exception {
        environment.put("http_proxy", "http://u:p@" + proxy.authority());
        environment.put("no_proxy", "127.0.0.1");
        server.onRequest("/x", Gatekeeper.ofOrigin(AuthenticationTest::hello).wanting("", "Basic, NTLM"));

        failure(server.url("/x"));

        assertThat(said(server, "Authorization") + said(server, "Proxy-Authorization"))
                .isZero();
    }

    @Test
    void passwordOfAProxy_isNotAnotherProxysToSee() {
        environment.put("http_proxy", "http://u:p@" + proxy.authority());
        environment.put("https_proxy", "http://" + server.authority());
        proxy.on("http://one.test/x", Reply.redirect(302, "https://two.test/x"));
        server.onRequest(
                "two.test:443", Gatekeeper.ofProxy(AuthenticationTest::hello).wanting("", "Basic, NTLM"));

        assertThat(failure("http://one.test/x").reason()).endsWith("; it wants Basic, NTLM");

        assertThat(said(server, "Proxy-Authorization")).isZero();
    }

    /** What an origin says in a proxy's name is no reason to tell it what the proxy is told. */
    @Test
    void originThatPosesAsAProxy_isToldNothing() throws Exception {
        environment.put("https_proxy", "http://u:p@" + proxy.authority());
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("localhost"))) {
            tls.onRequest("/x", Gatekeeper.ofProxy(AuthenticationTest::hello).wanting("", "Basic"));
            proxy.on("localhost:" + tls.port(), Reply.tunnelTo(tls.port()));

            failure("https://localhost:" + tls.port() + "/x");

            assertThat(said(tls, "Proxy-Authorization")).isZero();
        }
    }
}
