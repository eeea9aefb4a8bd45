package dev.ptex.transport.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.auth.Logins;
import dev.ptex.config.Environment;
import dev.ptex.config.Settings;
import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.credential.CredentialStore;
import dev.ptex.credential.Helpers;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.testing.FtpServer;
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
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FtpTransportTest extends TransportContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> environment = new HashMap<>();
    private final Logins logins = new Logins(SecureRandom::new, Clock.systemUTC());
    private Duration connectTimeout = LIMIT;
    private int implicitPort = FtpTransport.IMPLICIT_PORT;
    private FtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FtpServer(Optional.empty(), false);
        environment.put("HOME", "/nonexistent");
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected Transport transport() {
        Environment variables = new Environment(environment);
        Dialer dialer = new Dialer(
                host -> List.of(InetAddress.getByName(host)),
                connectTimeout,
                System::nanoTime,
                "ptex/test",
                logins,
                proxy -> {
                    throw new DialException("no proxy is spoken to", Optional.empty());
                });
        return new FtpTransport(
                dialer,
                new ProxyEnvironment(variables, Settings.NONE),
                new CredentialStore(variables, Helpers.NONE, ""),
                new TlsContexts(TrustRoots.of(variables, Settings.NONE), Optional.empty()),
                logins,
                connectTimeout,
                LIMIT,
                implicitPort);
    }

    @Override
    protected Url publish(String name, byte[] content) throws Exception {
        server.files.put(name, content);
        return Url.parse(url(name));
    }

    @Override
    protected Url missing() throws Exception {
        return Url.parse(url("missing"));
    }

    private String url(String path) {
        return "ftp://localhost:" + server.port() + "/" + path;
    }

    private TransportResponse open(String url, Optional<Range> range, Condition condition) throws Exception {
        Url parsed = Url.parse(url);
        return transport()
                .open(new TransportRequest(
                        parsed, new UserHeaders(List.of(), parsed.origin()), false, range, condition, 0, head -> {}));
    }

    private byte[] fetch(String url) throws Exception {
        try (TransportResponse response = open(url, Optional.empty(), Condition.NONE)) {
            return response.body().readAllBytes();
        }
    }

    private TransportException failure(String url) {
        return catchThrowableOfType(TransportException.class, () -> fetch(url));
    }

    @Test
    void nobodyInParticular_isAnonymous() throws Exception {
        server.files.put("x", DIGITS);

        fetch(url("x"));

        assertThat(server.told("USER")).containsExactly("anonymous");
    }

    @Test
    void userOfTheUrl_logsIn() throws Exception {
        server.files.put("x", DIGITS);

        fetch("ftp://me:p%40ss@localhost:" + server.port() + "/x");

        assertThat(server.told("USER")).containsExactly("me");
        assertThat(server.told("PASS")).containsExactly("p@ss");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b/c.txt, a/b/c.txt",
        "%2Fetc/x, /etc/x",
        "a%20b%2Bc+d, a b+c+d",
        "x;type=i, x",
        "what?, what?",
        "%C3%BC, \u00fc"
    })
    void path_isDecoded(String written, String told) throws Exception {
        server.files.put(told, DIGITS);

        assertThat(fetch(url(written))).isEqualTo(DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%0D%0ADELE%20y", "x%0ADELE%20y", "x%00", "%7F"})
    void pathWithALineBreak_isNotTold(String path) {
        assertThat(failure(url(path)).reason())
                .isEqualTo("its path has control characters, which no FTP command can carry");
        assertThat(server.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me%0D%0ADELE%20y:p", "me:p%0D%0ADELE%20y"})
    void userWithALineBreak_isNotTold(String user) {
        assertThat(failure("ftp://" + user + "@localhost:" + server.port() + "/x")
                        .reason())
                .isEqualTo("its user or password has control characters, which no FTP command can carry");
        assertThat(server.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "folder/"})
    void folder_isNoFile(String path) {
        assertThat(failure(url(path)).reason()).isEqualTo("it is a directory");
    }

    @Test
    void otherType_isRefused() {
        assertThat(failure(url("x;type=a")).reason())
                .isEqualTo("its ;type= asks for something else than the file's bytes");
    }

    @Test
    void missingFile_isToldInTheServersWords() {
        TransportException failure = failure(url("missing"));

        assertThat(failure.reason()).isEqualTo("the server answered 550 Failed to open file.");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void serverInTrouble_mayPass() {
        server.replies.put("USER", "421 too many");

        assertThat(failure(url("x")).isPassing()).isTrue();
    }

    @Test
    void refusedPassword_isToldWithAHint() {
        server.replies.put("PASS", "530 Login incorrect.");

        TransportException failure = failure("ftp://me:secret@localhost:" + server.port() + "/x");

        assertThat(failure.reason()).isEqualTo("the server answered 530 Login incorrect.");
        assertThat(failure.hint().orElseThrow()).contains("PTEX_AUTH_<HOST>_BASIC_USER", "~/.netrc");
    }

    @Test
    void passiveMode_isTriedTheOldWayAtTheSameAddress() throws Exception {
        server.files.put("x", DIGITS);
        server.replies.put("EPSV", "500 what?");

        assertThat(fetch(url("x"))).isEqualTo(DIGITS);
    }

    @Test
    void rest_isAskedFor() throws Exception {
        server.files.put("x", DIGITS);

        try (TransportResponse response = open(url("x"), Optional.of(Range.rest(7)), Condition.NONE)) {
            assertThat(response)
                    .isInstanceOfSatisfying(
                            TransportResponse.Part.class,
                            part -> assertThat(part.range()).isEqualTo(Range.of(7, 10)));
            assertThat(response.total()).hasValue(10);
            assertThat(response.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(DIGITS, 7, 10));
        }
    }

    @Test
    void middle_endsWhereItWasAskedTo() throws Exception {
        server.files.put("x", DIGITS);

        try (TransportResponse response = open(url("x"), Optional.of(Range.of(2, 5)), Condition.NONE)) {
            assertThat(response.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(DIGITS, 2, 5));
        }
    }

    @Test
    void serverThatCannotRestart_sendsTheWhole() throws Exception {
        server.files.put("x", DIGITS);
        server.replies.put("REST", "502 no");

        try (TransportResponse response = open(url("x"), Optional.of(Range.rest(7)), Condition.NONE)) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
            assertThat(response.body().readAllBytes()).isEqualTo(DIGITS);
        }
    }

    @Test
    void byteBehindTheEnd_isNotThere() {
        server.files.put("x", DIGITS);

        TransportException failure = catchThrowableOfType(
                TransportException.class, () -> open(url("x"), Optional.of(Range.rest(10)), Condition.NONE));

        assertThat(failure.kind()).isEqualTo(TransportException.Kind.NO_SUCH_RANGE);
    }

    @Test
    void version_isTheTimeOfTheFile() throws Exception {
        server.files.put("x", DIGITS);

        try (TransportResponse response = open(url("x"), Optional.empty(), Condition.NONE)) {
            assertThat(response.validator()).contains(new Validator("Fri, 02 Jan 2026 03:04:05 GMT"));
        }
    }

    @Test
    void anotherVersion_isSentWhole() throws Exception {
        server.files.put("x", DIGITS);
        Condition condition = Condition.ifRange(new Validator("Thu, 01 Jan 2026 00:00:00 GMT"));

        try (TransportResponse response = open(url("x"), Optional.of(Range.rest(7)), condition)) {
            assertThat(response).isInstanceOf(TransportResponse.Whole.class);
        }
    }

    @Test
    void anotherVersionThanDemanded_isAFailure() {
        server.files.put("x", DIGITS);
        Condition condition = Condition.ifMatch(new Validator("Thu, 01 Jan 2026 00:00:00 GMT"));

        TransportException failure = catchThrowableOfType(
                TransportException.class, () -> open(url("x"), Optional.of(Range.rest(7)), condition));

        assertThat(failure.kind()).isEqualTo(TransportException.Kind.CHANGED);
    }

    @Test
    void transferThatBreaksOff_mayPass() {
        server.files.put("x", DIGITS);
        server.cutAfter = 4;

        TransportException failure = failure(url("x"));

        assertThat(failure.reason()).isEqualTo("the connection was closed after 4 of 10 bytes");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void transferOfUnknownLengthThatBreaksOff_isNoticed() {
        server.files.put("x", DIGITS);
        server.replies.put("SIZE", "502 no");
        server.cutAfter = 4;

        TransportException failure = failure(url("x"));

        assertThat(failure.reason()).isEqualTo("the server answered 426 broken off");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void proxy_isNoWayForFtp() {
        environment.put("all_proxy", "http://proxy.example:3128");
        environment.put("no_proxy", "elsewhere");

        TransportException failure = failure(url("x"));

        assertThat(failure.reason())
                .isEqualTo("FTP is not spoken through a proxy, and http://proxy.example:3128 is set");
        assertThat(failure.hint()).contains("no_proxy may name localhost, if it can be reached straight");
        assertThat(server.commands).isEmpty();
    }

    @Test
    void hostWithoutAProxy_isReachedStraight() throws Exception {
        environment.put("all_proxy", "http://proxy.example:3128");
        environment.put("no_proxy", "localhost");
        server.files.put("x", DIGITS);

        assertThat(fetch(url("x"))).isEqualTo(DIGITS);
    }

    @Test
    void ftps_encryptsCommandsAndData() throws Exception {
        try (FtpServer secured = new FtpServer(Optional.of(TestCertificates.server("localhost")), false)) {
            secured.files.put("x", DIGITS);

            assertThat(fetch("ftps://me:p@localhost:" + secured.port() + "/x")).isEqualTo(DIGITS);

            assertThat(secured.commands).startsWith("AUTH TLS", "PBSZ 0", "PROT P", "USER me");
        }
    }

    @Test
    void ftpsOfAServerWithoutTls_isNotSpokenInTheClear() {
        server.files.put("x", DIGITS);

        assertThat(failure("ftps://me:secret@localhost:" + server.port() + "/x").reason())
                .isEqualTo("the server speaks no TLS: it answered 502 no TLS here");
        assertThat(server.commands).containsExactly("AUTH TLS");
    }

    @Test
    void certificateOfAnFtpsServer_isChecked() throws Exception {
        try (FtpServer secured = new FtpServer(Optional.of(TestCertificates.server("self-signed")), false)) {
            assertThat(failure("ftps://me:secret@localhost:" + secured.port() + "/x")
                            .reason())
                    .isEqualTo("the certificate of localhost is not trusted: subject CN=localhost, issuer CN=localhost:"
                            + " it is self-signed");
            assertThat(secured.told("USER")).isEmpty();
        }
    }

    @Test
    void implicitTls_isSpokenFromTheStart() throws Exception {
        try (FtpServer secured = new FtpServer(Optional.of(TestCertificates.server("localhost")), true)) {
            implicitPort = secured.port();
            secured.files.put("x", DIGITS);

            assertThat(fetch("ftps://me:p@localhost:" + secured.port() + "/x")).isEqualTo(DIGITS);

            assertThat(secured.commands).startsWith("PBSZ 0", "PROT P", "USER me");
        }
    }

    @Test
    void serverInTheClearWhereTlsIsImplicit_isToldNothing() {
        implicitPort = server.port();
        server.files.put("x", DIGITS);

        assertThat(failure("ftps://me:secret@localhost:" + server.port() + "/x").reason())
                .startsWith("no TLS could be agreed on: ");
        assertThat(server.commands).noneMatch(line -> line.contains("secret") || line.startsWith("USER"));
    }

    @ParameterizedTest
    @EnumSource
    void implicitTlsThatIsNotGoneOnWith_takesNoLongerThanConnecting(SlowTls.Manner manner) throws Exception {
        connectTimeout = Duration.ofMillis(300);
        try (SlowTls slow = new SlowTls("", manner)) {
            implicitPort = slow.port();

            TransportException failure = failure("ftps://me:secret@localhost:" + slow.port() + "/x");

            assertThat(failure.reason()).isEqualTo("no TLS handshake was made within 0.3 s");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void explicitTlsThatIsNotGoneOnWith_takesNoLongerThanConnecting(SlowTls.Manner manner) throws Exception {
        connectTimeout = Duration.ofMillis(300);
        try (SlowTls slow = new SlowTls("220 ready\r\n", manner)) {
            TransportException failure = failure("ftps://me:secret@localhost:" + slow.port() + "/x");

            assertThat(failure.reason()).isEqualTo("no TLS handshake was made within 0.3 s");
            assertThat(failure.isPassing()).isTrue();
        }
    }

    @Test
    void refusedPassword_isNotSentAgain() {
        server.replies.put("PASS", "530 Login incorrect.");
        String url = "ftp://me:secret@localhost:" + server.port() + "/";
        failure(url + "x");

        assertThat(failure(url + "y").reason())
                .isEqualTo("the server has refused the password, or not answered it, before: it is not sent again");
        assertThat(server.told("PASS")).containsExactly("secret");
    }

    @Test
    void passwordThatIsNotAnswered_isSentTwice() {
        server.replies.put("PASS", "421 too busy");
        String url = "ftp://me:secret@localhost:" + server.port() + "/x";

        for (int tries = 0; tries < 4; tries++) {
            failure(url);
        }

        assertThat(server.told("PASS")).hasSize(2);
    }

    @Test
    void serverThatIsTooBusyForAUser_doesNotUseThePasswordUp() throws Exception {
        server.files.put("x", DIGITS);
        server.replies.put("USER", "421 too many");
        String url = "ftp://me:secret@localhost:" + server.port() + "/x";
        for (int tries = 0; tries < 4; tries++) {
            failure(url);
        }
        server.replies.clear();

        assertThat(fetch(url)).isEqualTo(DIGITS);
    }
}
