package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.Settings;
import dev.ptex.config.TestConfig;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client whose environment and patience a test sets, and two servers for it. */
@Timeout(60)
abstract class ConfiguredHttpTestBase {
    static final Duration SHORT = Duration.ofSeconds(1);
    static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    Vertx vertx;

    @TempDir
    Path directory;

    final Map<String, String> environment = new HashMap<>();
    final List<String> given = new ArrayList<>();
    final List<ResponseHead> heads = new ArrayList<>();
    boolean verified;
    SitePolicy policy = SitePolicy.NONE;
    Duration connectTimeout = LONG;
    Duration readTimeout = LONG;
    ScriptedServer server;
    ScriptedServer other;

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

    Transport transport() {
        PtexConfig config = new TestConfig(connectTimeout, readTimeout);
        Environment variables = new Environment(environment);
        return HttpTransports.of(vertx, variables, config, new Settings(variables, List.of()), policy);
    }

    TransportRequest ask(String text) throws Exception {
        Url url = Url.parse(text);
        List<Header> headers =
                given.stream().map(header -> Header.parse(header).orElseThrow()).toList();
        return new TransportRequest(
                url, new UserHeaders(headers, url.origin()), verified, Optional.empty(), Condition.NONE, 0, heads::add);
    }

    String fetch(String url) throws Exception {
        return fetch(transport(), url);
    }

    String fetch(Transport transport, String url) throws Exception {
        try (TransportResponse response = transport.open(ask(url))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    TransportException failure(String url) {
        return catchThrowableOfType(TransportException.class, () -> fetch(url));
    }
}
