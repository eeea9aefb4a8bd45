package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ptex.config.Environment;
import dev.ptex.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes: what the JDK throws in them is nowhere written down. */
class DiagnosingTrustManagerTest {

    @Test
    void certificateOfATrustedIssuer_isAccepted() throws Exception {
        DiagnosingTrustManager trust = trusting("ca");

        assertThatCode(() -> shakeHands("localhost", "localhost", trust)).doesNotThrowAnyException();
    }

    @Test
    void addressThatTheCertificateHas_isAccepted() throws Exception {
        DiagnosingTrustManager trust = trusting("ca");

        assertThatCode(() -> shakeHands("localhost", "127.0.0.1", trust)).doesNotThrowAnyException();
    }

    @Test
    void chainWithIntermediate_isAccepted() throws Exception {
        DiagnosingTrustManager trust = trusting("ca");

        assertThatCode(() -> shakeHands("chained", "localhost", trust)).doesNotThrowAnyException();
    }

    @Test
    void unknownIssuer_isNamed() throws Exception {
        assertThat(refusal("localhost", "localhost", "other-ca"))
                .isEqualTo(new CertificateFailure(
                        "localhost", "CN=localhost", "CN=ptex test CA", "its issuer is unknown", true));
    }

    @Test
    void unknownIssuerOfAnIntermediate_isNamed() throws Exception {
        assertThat(refusal("chained", "localhost", "other-ca"))
                .isEqualTo(new CertificateFailure(
                        "localhost",
                        "CN=localhost",
                        "CN=ptex test intermediate",
                        "its issuer's issuer is unknown: CN=ptex test CA",
                        true));
    }

    @Test
    void issuerWithTheNameOfARoot_isToldApart() throws Exception {
        CertificateFailure failure = refusal("localhost", "localhost", "impostor-ca");

        assertThat(failure.reason()).isEqualTo("the trusted root CN=ptex test CA has another key than its issuer");
        assertThat(failure.unknownIssuer()).isTrue();
    }

    /** Debian's ssl-cert makes a root for CN=localhost, which the JDK tries its key on. */
    @ParameterizedTest
    @ValueSource(strings = {"ca", "namesake"})
    void selfSigned_isSaid(String root) throws Exception {
        CertificateFailure failure = refusal("self-signed", "localhost", root);

        assertThat(failure.reason()).isEqualTo("it is self-signed");
        assertThat(failure.unknownIssuer()).isTrue();
    }

    @Test
    void selfSignedAndTrusted_isAccepted() throws Exception {
        DiagnosingTrustManager trust = trusting("self-signed");

        assertThatCode(() -> shakeHands("self-signed", "localhost", trust)).doesNotThrowAnyException();
    }

    @Test
    void expired_isSaidWithTheDay() throws Exception {
        CertificateFailure failure = refusal("expired", "localhost", "ca");

        assertThat(failure.reason()).isEqualTo("it expired on 2002-01-01");
        assertThat(failure.unknownIssuer()).isFalse();
    }

    @Test
    void expiredOfUnknownIssuer_isOfUnknownIssuer() throws Exception {
        assertThat(refusal("expired", "localhost", "other-ca").reason()).isEqualTo("its issuer is unknown");
    }

    @Test
    void notYetValid_isSaidWithTheDayAndToday() throws Exception {
        assertThat(refusal("future", "localhost", "ca").reason())
                .matches("it is not valid before 2120-01-01; today is \\d{4}-\\d\\d-\\d\\d by this machine's clock");
    }

    @Test
    void otherName_isSaidWithTheNamesThatItHas() throws Exception {
        CertificateFailure failure = refusal("other-name", "localhost", "ca");

        assertThat(failure.reason()).isEqualTo("it is for example.org, *.example.net, not for localhost");
        assertThat(failure.unknownIssuer()).isFalse();
    }

    @Test
    void otherAddress_isSaidToo() throws Exception {
        assertThat(refusal("other-name", "127.0.0.1", "ca").reason()).endsWith(", not for 127.0.0.1");
    }

    @Test
    void otherNameWithoutHostCheck_isAccepted() throws Exception {
        DiagnosingTrustManager trust = trusting("ca");

        try (TlsServer server = new TlsServer("other-name");
                SSLSocket socket = (SSLSocket)
                        TestCertificates.client(trust).getSocketFactory().createSocket("localhost", server.port())) {
            assertThatCode(socket::startHandshake).doesNotThrowAnyException();
        }
    }

    @Test
    void clientsCertificate_isNotForServers() throws Exception {
        assertThat(refusal("client", "localhost", "ca").reason()).isEqualTo("it may not be used by servers");
    }

    @Test
    void weakKey_isSaid() throws Exception {
        DiagnosingTrustManager trust = trusting("ca");
        X509Certificate[] chain = {TestCertificates.certificate("weak")};

        assertThat(refusal(() -> trust.checkServerTrusted(chain, "ECDHE_RSA")).reason())
                .isEqualTo("a key or signature of its chain is too weak; its own are RSA and SHA256withECDSA");
    }

    @Test
    void connectionThatIsNotKnown_isToTheServer() throws Exception {
        DiagnosingTrustManager trust = trusting("other-ca");
        X509Certificate[] chain = {TestCertificates.certificate("localhost")};

        assertThat(refusal(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA")).host())
                .isEqualTo("the server");
    }

    @Test
    void plainSocket_isToTheServerToo() throws Exception {
        DiagnosingTrustManager trust = trusting("other-ca");
        X509Certificate[] chain = {TestCertificates.certificate("localhost")};

        try (Socket socket = new Socket()) {
            CertificateFailure failure = refusal(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA", socket));

            assertThat(failure.host()).isEqualTo("the server");
        }
    }

    @Test
    void engineWithAnUnknownIssuer_isDiagnosed() throws Exception {
        assertThat(refusalOfHttpClient("localhost", "localhost", "other-ca").message())
                .isEqualTo("the certificate of localhost is not trusted: subject CN=localhost, issuer CN=ptex test CA:"
                        + " its issuer is unknown");
    }

    @Test
    void engineWithAnotherName_isDiagnosed() throws Exception {
        assertThat(refusalOfHttpClient("other-name", "localhost", "ca").reason())
                .isEqualTo("it is for example.org, *.example.net, not for localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_host.localhost", "a.under_score.localhost"})
    void hostWithAnUnderscore_isFoundInTheCertificate(String host) {
        assertThatCode(() -> shakeHandsByEngines("underscore", host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other_host.localhost", "under_score.localhost", "a.b.under_score.localhost"})
    void otherHostWithAnUnderscore_isRefused(String host) {
        assertThat(refusal(() -> shakeHandsByEngines("underscore", host)).reason())
                .isEqualTo("it is for my_host.localhost, *.under_score.localhost, not for " + host);
    }

    /** Without sockets, so that the client may have any host; as ptex does it, which leaves such a host to itself. */
    private static void shakeHandsByEngines(String certificate, String host) throws Exception {
        SSLEngine client = TestCertificates.client(trusting("ca")).createSSLEngine(host, 443);
        SSLEngine server = TestCertificates.server(certificate).createSSLEngine();
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        ByteBuffer toServer = ByteBuffer.allocate(100_000);
        ByteBuffer toClient = ByteBuffer.allocate(100_000);
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer read = ByteBuffer.allocate(100_000);
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < 20; turn++) {
            turn(client, nothing, toServer, toClient, read);
            turn(server, nothing, toClient, toServer, read);
        }
    }

    private static void turn(SSLEngine engine, ByteBuffer nothing, ByteBuffer out, ByteBuffer in, ByteBuffer read)
            throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(nothing, out);
        }
        in.flip();
        engine.unwrap(in, read);
        in.compact();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static CertificateFailure refusal(String certificate, String host, String root) throws Exception {
        DiagnosingTrustManager trust = trusting(root);
        return refusal(() -> shakeHands(certificate, host, trust));
    }

    private static CertificateFailure refusal(ThrowingCallable handshake) {
        Throwable failure = catchThrowable(handshake);
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> cause instanceof RefusedCertificateException refused
                        ? Stream.of(refused.failure())
                        : Stream.of())
                .findFirst()
                .orElseThrow();
    }

    private static void shakeHands(String certificate, String host, DiagnosingTrustManager trust)
            throws IOException, GeneralSecurityException {
        try (TlsServer server = new TlsServer(certificate);
                SSLSocket socket = (SSLSocket)
                        TestCertificates.client(trust).getSocketFactory().createSocket(host, server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    /** The JDK's HTTP client works with SSLEngine, as Netty does. */
    private static CertificateFailure refusalOfHttpClient(String certificate, String host, String root)
            throws Exception {
        DiagnosingTrustManager trust = trusting(root);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TestCertificates.client(trust))
                .build();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.server(certificate)));
        server.start();
        try {
            URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort());
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            return refusal(() -> client.send(request, HttpResponse.BodyHandlers.discarding()));
        } finally {
            server.stop(0);
        }
    }

    private static DiagnosingTrustManager trusting(String root) throws TrustException {
        return roots(root).diagnosing();
    }

    private static TrustRoots roots(String root) {
        String file = TestCertificates.file(root + ".pem").toString();
        return TrustRoots.of(new Environment(Map.of("SSL_CERT_FILE", file)), Settings.NONE);
    }
}
