package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.TestConfig;
import dev.ptex.header.Header;
import dev.ptex.transport.Condition;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches by one transport, as a process has one. */
final class Fetches {
    private final HttpTransport transport;

    Fetches(Vertx vertx, Duration connectTimeout, Duration readTimeout) {
        Environment environment = new Environment(
                Map.of("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString(), "HOME", "/nonexistent"));
        transport = HttpTransports.of(vertx, environment, new TestConfig(connectTimeout, readTimeout));
    }

    Fetches(Vertx vertx) {
        this(vertx, Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    TransportResponse open(String url, int connection, Header... headers) throws Exception {
        return open(url, connection, false, headers);
    }

    TransportResponse head(String url) throws Exception {
        return open(url, 0, true);
    }

    private TransportResponse open(String text, int connection, boolean headOnly, Header... headers) throws Exception {
        Url url = Url.parse(text);
        return transport.open(new TransportRequest(
                url,
                new UserHeaders(List.of(headers), url.origin()),
                false,
                Optional.empty(),
                Condition.NONE,
                connection,
                head -> {},
                headOnly));
    }

    byte[] bytes(String url, Header... headers) throws Exception {
        try (TransportResponse response = open(url, 0, headers)) {
            return response.body().readAllBytes();
        }
    }

    String text(String url, Header... headers) throws Exception {
        return new String(bytes(url, headers), StandardCharsets.UTF_8);
    }

    TransportException failure(String url, Header... headers) {
        return catchThrowableOfType(TransportException.class, () -> bytes(url, headers));
    }
}
