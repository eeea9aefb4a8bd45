package dev.ptex.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptedServerTlsTest {
    private static final char[] PASSWORD = "loopback".toCharArray();

    private SSLContext context;
    private ScriptedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        context = context(keyStore(folder.resolve("keys.p12")));
        server = ScriptedServer.startTls(context)
                .on("/a", Reply.ok("x"))
                .on("/reset", Reply.ok("abc").resetAfter(1));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void tlsServer_answers() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();

        assertThat(get(client, server.url("/a")).body()).isEqualTo("x");
    }

    @Test
    void resetReply_breaksTheConnection() {
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();

        assertThatThrownBy(() -> get(client, server.url("/reset"))).isInstanceOf(IOException.class);
    }

    @Test
    void unknownClient_doesNotStopTheServer() throws Exception {
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), server.url("/a")))
                .isInstanceOf(IOException.class);

        assertThat(get(HttpClient.newBuilder().sslContext(context).build(), server.url("/a"))
                        .body())
                .isEqualTo("x");
    }

    @Test
    void connect_isRecordedAndTunnelled() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start()) {
            proxy.on(server.authority(), Reply.tunnelTo(server.port()));

            assertThat(get(through(proxy), server.url("/a")).body()).isEqualTo("x");
            assertThat(proxy.takeRequest().line()).isEqualTo("CONNECT " + server.authority() + " HTTP/1.1");
        }
    }

    @Test
    void connect_canBeRefused() {
        try (ScriptedServer proxy = ScriptedServer.start()) {
            proxy.on(server.authority(), Reply.status(502));

            assertThatThrownBy(() -> get(through(proxy), server.url("/a"))).hasMessageContaining("502");
        }
    }

    private HttpClient through(ScriptedServer proxy) {
        return HttpClient.newBuilder()
                .sslContext(context)
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    /** A key and its certificate, made by the JDK's own tool: its classes have no way to make one. */
    private static KeyStore keyStore(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command = "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=loopback"
                + " -ext san=ip:127.0.0.1,dns:localhost -storetype PKCS12 -storepass " + new String(PASSWORD);
        ProcessBuilder builder = new ProcessBuilder(keytool).inheritIO();
        builder.command().addAll(List.of(command.split(" ")));
        builder.command().addAll(List.of("-keystore", file.toString()));
        assertThat(builder.start().waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
