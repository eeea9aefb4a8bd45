package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.TestConfig;
import dev.ptex.credential.CredentialStore;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Awaited;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportContract;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.transport.Validator;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HttpTransportTest extends TransportContract {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    Vertx vertx;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> given = new ArrayList<>();
    private final List<ResponseHead> heads = new ArrayList<>();
    private boolean verified;
    private Duration connectTimeout = LONG;
    private Duration readTimeout = LONG;
    private ScriptedServer server;
    private ScriptedServer other;

    @BeforeEach
    void start() {
        server = ScriptedServer.start();
        other = ScriptedServer.start();
        environment.put("HOME", directory.toString());
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Override
    protected Transport transport() {
        PtexConfig config = new TestConfig(connectTimeout, readTimeout);
        Environment variables = new Environment(environment);
        return new HttpWiring().transport(vertx, variables, new CredentialStore(variables, ""), config, "2.0.0");
    }

    @Override
    protected Url publish(String name, byte[] content) throws Exception {
        Url url = Url.parse(server.url("/" + name));
        server.on(url.requestTarget(), Reply.ok(content));
        return url;
    }

    @Override
    protected Url missing() throws Exception {
        server.on("/missing", Reply.status(404).reason("Not Found"));
        return Url.parse(server.url("/missing"));
    }

    private TransportRequest ask(String text) throws Exception {
        Url url = Url.parse(text);
        List<Header> headers =
                given.stream().map(header -> Header.parse(header).orElseThrow()).toList();
        return new TransportRequest(
                url, new UserHeaders(headers, url.origin()), verified, Optional.empty(), Condition.NONE, 0, heads::add);
    }

    private String fetch(String url) throws Exception {
        return fetch(transport(), url);
    }

    private String fetch(Transport transport, String url) throws Exception {
        try (TransportResponse response = transport.open(ask(url))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private TransportException failure(String url) {
        return catchThrowableOfType(TransportException.class, () -> fetch(url));
    }

    // What goes out

    @ParameterizedTest
    @CsvSource({
        "/a+b%2Bc%2fd~, /a+b%2Bc%2fd~",
        "?prefix=x, /?prefix=x",
        "'', /",
        "/a b|c, /a%20b%7Cc",
        "/a/../b//c?d=/e?f, /a/../b//c?d=/e?f",
    })
    void url_goesOutVerbatim(String written, String target) throws Exception {
        server.on(target, Reply.ok("x"));

        fetch("http://" + server.authority() + written);

        assertThat(server.takeRequest().line()).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @Test
    void request_hasTheDefaultHeaders() throws Exception {
        server.on("/x", Reply.ok("x"));

        fetch(server.url("/x"));

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("User-Agent")).containsExactly("ptex/2.0.0");
        assertThat(request.headers("Accept")).containsExactly("*/*");
        assertThat(request.headers("Accept-Encoding")).containsExactly("identity");
        assertThat(request.headers("Host")).containsExactly(server.authority());
        assertThat(request.headerNames()).hasSize(4);
    }

    @Test
    void givenHeader_replacesTheDefaultOne() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.addAll(
                List.of("accept: application/json", "User-Agent: me", "Host: virtual.example", "Accept-Encoding:"));

        fetch(server.url("/x"));

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("Accept")).containsExactly("application/json");
        assertThat(request.headers("User-Agent")).containsExactly("me");
        assertThat(request.headers("Host")).containsExactly("virtual.example");
        assertThat(request.headers("Accept-Encoding")).isEmpty();
    }

    @Test
    void givenHeader_canBeRepeated() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.addAll(List.of("X-A: 1", "X-A: 2"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().headers("X-A")).containsExactly("1", "2");
    }

    @Test
    void userInfo_becomesCredentials() throws Exception {
        server.on("/x", Reply.ok("x"));

        fetch("http://me:p%40ss@" + server.authority() + "/x");

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("Authorization")).containsExactly("Basic bWU6cEBzcw==");
        assertThat(request.headers("Host")).containsExactly(server.authority());
    }

    @Test
    void netrc_givesCredentialsOfTheHost() throws Exception {
        Files.writeString(directory.resolve(".netrc"), "machine 127.0.0.1 login me password p@ss");
        server.on("/x", Reply.ok("x"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().headers("Authorization")).containsExactly("Basic bWU6cEBzcw==");
    }

    @Test
    void givenAuthorization_winsOverCredentials() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.add("Authorization: Bearer t");

        fetch("http://me:p@" + server.authority() + "/x");

        assertThat(server.takeRequest().headers("Authorization")).containsExactly("Bearer t");
    }

    // What comes back

    @Test
    void encodedBody_isNotDecoded() throws Exception {
        server.on("/x", Reply.ok("not really gzip").header("Content-Encoding", "gzip"));

        assertThat(fetch(server.url("/x"))).isEqualTo("not really gzip");
    }

    @Test
    void chunkedBody_arrives() throws Exception {
        server.on("/x", Reply.ok("hello, world").chunked(5));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello, world");
    }

    @Test
    void bodyWithoutLength_endsWithTheConnection() throws Exception {
        server.on("/x", Reply.ok("hello").withoutLength());

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void noContent_isEmpty() throws Exception {
        server.on("/x", Reply.status(204).reason("No Content"));

        assertThat(fetch(server.url("/x"))).isEmpty();
    }

    @Test
    void oldServer_isUnderstood() throws Exception {
        server.on("/x", Reply.raw("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nhello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void informationBeforeTheReply_isSkipped() throws Exception {
        server.on(
                "/x",
                Reply.raw("HTTP/1.1 103 Early Hints\r\nLink: </y>\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));

        assertThat(fetch(server.url("/x"))).isEqualTo("hello");
    }

    @Test
    void manyRedirectsOnOneServer_areOneConnection() throws Exception {
        for (int i = 0; i < 25; i++) {
            server.on("/" + i, Reply.redirect(302, "/" + (i + 1)).body("moved"));
        }
        server.on("/25", Reply.ok("hello"));

        Transport transport = transport();
        for (int round = 0; round < 10; round++) {
            assertThat(fetch(transport, server.url("/0"))).isEqualTo("hello");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void manySmallFiles_losesNoByte() throws Exception {
        // The head, the body and its end come in one packet or in three: each time another race of the threads.
        Transport transport = transport();
        for (int i = 0; i < 200; i++) {
            String body = "x".repeat(i % 7);
            server.on("/" + i, i % 2 == 0 ? Reply.ok(body) : Reply.ok(body).chunked(2));
            try (TransportResponse response = transport.open(ask(server.url("/" + i)))) {
                assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(body);
            }
        }
    }

    @Test
    void headersTwiceAsLongAsUsual_areRead() throws Exception {
        server.on("/x", Reply.ok("x").header("Content-Security-Policy", "p".repeat(20_000)));

        assertThat(fetch(server.url("/x"))).isEqualTo("x");
    }

    @Test
    void truncatedBody_isAFailure() {
        server.on("/x", Reply.ok("hello").cutAfter(3));

        // How many bytes were seen depends on which of them and the end is noticed first.
        assertThat(failure(server.url("/x")).reason()).matches("the connection was closed after [0-3] of 5 bytes");
    }

    @Test
    void bodyCutBeforeItsFirstByte_isAFailure() {
        server.on("/x", Reply.ok("hello").cutAfter(0));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("the connection was closed after 0 of 5 bytes");
    }

    @Test
    void truncatedChunkedBody_isAFailure() {
        server.on("/x", Reply.ok("hello, world").chunked(4).cutAfter(8));

        assertThat(failure(server.url("/x")).reason())
                .matches("the connection was closed after [048] bytes, before its end");
    }

    @Test
    void resetConnection_isAFailure() {
        server.on("/x", Reply.ok("hello").resetAfter(3));

        assertThat(failure(server.url("/x")).reason()).startsWith("the connection was closed ");
    }

    @Test
    void stalledBody_isNotWaitedForLongerThanTheReadTimeout() throws Exception {
        readTimeout = SHORT;
        server.on("/x", Reply.ok("hello").stallAfter(3));

        try (TransportResponse response = transport().open(request(Url.parse(server.url("/x"))))) {
            response.body().readNBytes(3);
            Awaited body = (Awaited) response.body();
            TransportException failure = catchThrowableOfType(TransportException.class, () -> {
                while (!body.isReady(1_000_000)) {
                    // A millisecond at a time, as a download does that looks for something better.
                }
            });

            assertThat(failure.reason()).isEqualTo("nothing came for 0.3 s after 3 of 5 bytes");
        }
    }

    @Test
    void stalledBody_isAFailureAfterTheReadTimeout() {
        readTimeout = SHORT;
        server.on("/x", Reply.ok("hello").stallAfter(3));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("nothing came for 0.3 s after 3 of 5 bytes");
    }

    @Test
    void noReply_isAFailureAfterTheReadTimeout() {
        readTimeout = SHORT;
        server.on("/x", Reply.ok("hello").after(new CountDownLatch(1)));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("no reply came for 0.3 s");
    }

    @Test
    void connectionClosedWithoutReply_isAFailure() {
        server.on("/x", Reply.hangUp());

        assertThat(failure(server.url("/x")).reason()).isEqualTo("the connection was closed before a reply came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void whatIsNoHttp_isAFailure(String bytes) {
        server.on("/x", Reply.raw(bytes));

        assertThat(failure(server.url("/x")).reason()).isEqualTo("what came is no HTTP reply");
    }

    @ParameterizedTest
    @CsvSource({
        "404, Not Found, the server answered 404 Not Found",
        "404, '', the server answered 404",
        "403, Go away, the server answered 403 Go away",
        "500, Oops, the server answered 500 Oops",
        "304, Not Modified, the server answered 304 Not Modified",
    })
    void otherStatus_isAFailureThatSaysIt(int status, String phrase, String reason) {
        server.on("/x", Reply.status(status).reason(phrase).body("<html>"));

        assertThat(failure(server.url("/x")).reason()).isEqualTo(reason);
    }

    @Test
    void loginThatIsWanted_isNamedWithAHint() {
        server.on(
                "/x",
                Reply.status(401)
                        .reason("Unauthorized")
                        .header("WWW-Authenticate", "Basic realm=\"a\", Bearer")
                        .header("www-authenticate", "Digest realm=\"b\", nonce=\"c\""));

        TransportException failure = failure(server.url("/x"));

        assertThat(failure.reason()).isEqualTo("the server answered 401 Unauthorized; it wants Basic, Bearer, Digest");
        assertThat(failure.hint()).contains("credentials are taken from the URL, from -H, or from ~/.netrc");
    }

    @Test
    void refusedConnection_isAFailureThatSaysWhere() {
        String url = other.url("/x");
        other.close();

        assertThat(failure(url).reason()).isEqualTo("connection refused by " + url.substring(7, url.length() - 2));
    }

    // Redirects

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

    // TLS

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
            assertThat(failure.hint().orElseThrow()).contains("SSL_CERT_FILE");
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

            assertThat(failure.reason()).isEqualTo("no TLS handshake was made within 0.3 s");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    // Parts

    private TransportResponse middle(Condition condition, Reply... replies) throws Exception {
        server.on("/x", replies);
        Url url = Url.parse(server.url("/x"));
        UserHeaders headers = new UserHeaders(List.of(), url.origin());
        return transport()
                .open(new TransportRequest(url, headers, false, Optional.of(Range.of(1, 3)), condition, 0, heads::add));
    }

    private static Reply part(String range, String body) {
        return Reply.status(206).header("Content-Range", "bytes " + range).body(body);
    }

    private TransportException.Kind refusal(Condition condition, Reply reply) {
        return catchThrowableOfType(TransportException.class, () -> middle(condition, reply))
                .kind();
    }

    @Test
    void part_isAskedForAndDelivered() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-2/5", "el"))) {
            assertThat(((TransportResponse.Part) response).range()).isEqualTo(Range.of(1, 3));
            assertThat(response.total()).hasValue(5);
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
        }
        assertThat(server.takeRequest().header("Range")).contains("bytes=1-2");
    }

    @Test
    void partThatEndsSooner_saysSo() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-1/5", "e"))) {
            assertThat(((TransportResponse.Part) response).range()).isEqualTo(Range.of(1, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partLongerThanItsRange_isCut(boolean chunked) throws Exception {
        Reply longer = part("1-2/5", "ello");

        try (TransportResponse response = middle(Condition.NONE, chunked ? longer.chunked(3) : longer)) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
            assertThat(response.body().read()).isNegative();
        }
    }

    @Test
    void partBehindItsEnd_isCutWhereItWasAskedToEnd() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, part("1-4/5", "ello"))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("el");
        }
    }

    @Test
    void chunkedPartShorterThanItsRange_isAFailure() throws Exception {
        try (TransportResponse response =
                middle(Condition.NONE, part("1-2/5", "e").chunked(1))) {
            TransportException failure = catchThrowableOfType(
                    TransportException.class, () -> response.body().readAllBytes());

            assertThat(failure.reason()).isEqualTo("the connection was closed after 1 of 2 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"0-1/5, he", "2-3/5, ll", "1-2/5, e"})
    void anotherPart_isNotTakenForTheOneAskedFor(String range, String body) {
        assertThat(refusal(Condition.NONE, part(range, body))).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
    }

    @Test
    void rangeBehindTheEnd_isNoSuchRange() {
        assertThat(refusal(Condition.NONE, Reply.status(416))).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
    }

    @Test
    void serverThatKnowsNoRanges_sendsTheWhole() throws Exception {
        try (TransportResponse response = middle(Condition.NONE, Reply.ok("hello"))) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
        }
    }

    @Test
    void otherVersionOfAPart_isChanged() {
        Condition match = Condition.ifMatch(new Validator("\"1\""));

        assertThat(refusal(match, Reply.status(412))).isEqualTo(TransportException.Kind.CHANGED);
        assertThat(refusal(match, Reply.ok("hello").header("ETag", "\"2\"")))
                .isEqualTo(TransportException.Kind.CHANGED);
        assertThat(refusal(match, part("1-2/5", "el").header("ETag", "\"2\"")))
                .isEqualTo(TransportException.Kind.CHANGED);
        assertThat(server.requests())
                .allMatch(request -> request.headers("If-Match").contains("\"1\""));
    }

    @Test
    void versionWithADate_isAskedForUnmodified() throws Exception {
        String date = "Mon, 23 Nov 2026 12:00:00 GMT";

        middle(Condition.ifMatch(new Validator(date)), part("1-2/5", "el")).close();

        assertThat(server.takeRequest().header("If-Unmodified-Since")).contains(date);
    }

    @Test
    void resume_getsTheNewFileIfThereIsOne() throws Exception {
        try (TransportResponse response = middle(
                Condition.ifRange(new Validator("\"1\"")), Reply.ok("hallo").header("ETag", "\"2\""))) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
            assertThat(response.validator()).contains(new Validator("\"2\""));
        }
        assertThat(server.takeRequest().header("If-Range")).contains("\"1\"");
    }

    @Test
    void partThatNobodyAskedFor_isRefused() {
        server.on("/x", part("0-1/5", "he"));

        assertThat(failure(server.url("/x")).reason())
                .isEqualTo("the server sends a part of the file (206), and the whole was asked for");
    }

    @Test
    void partThatTheUserAskedFor_isDelivered() throws Exception {
        given.add("Range: bytes=0-1");
        server.on("/x", part("0-1/5", "he"));

        assertThat(fetch(server.url("/x"))).isEqualTo("he");
    }

    // Proxies

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
        assertThat(failure.hint()).contains("the proxy's user and password are taken from its URL in the environment");
    }

    @Test
    void proxyThatWantsAnotherLogin_isNamedWithoutAHintThatWouldNotHelp() {
        environment.put("http_proxy", "http://u:p@" + other.authority());
        other.on("http://origin.example/x", Reply.status(407).reason("Login").header("Proxy-Authenticate", "NTLM"));

        TransportException failure = failure("http://origin.example/x");

        assertThat(failure.reason())
                .isEqualTo("the proxy http://" + other.authority()
                        + " answered 407 Login; it wants NTLM, and only Basic is supported");
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
        assertThat(failure.hint()).contains("the proxy's user and password are taken from its URL in the environment");
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
