package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts, as URLs name them and as servers are told of them. */
@QuarkusTest
class HostsTest extends HttpTestBase {
    @Test
    void nameUnderLocalhost_isLoopback() throws Exception {
        server.on("/x", Reply.ok("hello"));

        assertThat(fetches.text("http://a.b.localhost:" + server.port() + "/x")).isEqualTo("hello");
        assertThat(server.takeRequest().header("Host")).contains("a.b.localhost:" + server.port());
    }

    @Test
    void addressInAnotherForm_isAsked() throws Exception {
        server.on("/x", Reply.ok("hello"));

        assertThat(fetches.text("http://0x7f.1:" + server.port() + "/x")).isEqualTo("hello");
        assertThat(server.takeRequest().header("Host")).contains(server.authority());
    }

    @Test
    void addressWithAZone_isAskedWithoutIt() throws Exception {
        String url = "http://[::1%25lo]:" + server.port() + "/x";

        assertThat(Hop.of(Url.parse(url), Optional.empty(), List.of()).authority())
                .isEqualTo("[::1]:" + server.port());
    }

    /** The JDK's own servers refuse such a name, so this is only what they are told; the rest is in trust's tests. */
    @ParameterizedTest
    @ValueSource(strings = {"my_host.localhost", "localhost"})
    void hostThatTheJdkTakesForNone_isToldToTheServer(String host) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            byte[] hello = new byte[1000];
            Thread answer = new Thread(() -> {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read(hello);
                } catch (IOException e) {
                    // Then the greeting stays empty.
                }
            });
            answer.start();

            fetches.failure("https://" + host + ":" + listener.getLocalPort() + "/x");
            answer.join();

            assertThat(new String(hello, StandardCharsets.ISO_8859_1)).contains(host);
        }
    }

    @Test
    void nameThatLooksLikeAnAddress_isSaid() throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(TestCertificates.server("misplaced"))) {
            assertThat(fetches.failure("https://127.0.0.1:" + tls.port() + "/x").reason())
                    .endsWith("it has 127.0.0.1 as a name, not as an address");
        }
    }
}
