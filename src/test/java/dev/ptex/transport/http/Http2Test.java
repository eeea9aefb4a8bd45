package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.transport.Condition;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2, which a server offers when TLS begins. */
@QuarkusTest
class Http2Test {
    @Inject
    Vertx vertx;

    @Inject
    PtexConfig config;

    private final List<ResponseHead> heads = new ArrayList<>();
    private Vertx serverVertx;
    private int port;
    private Handler<HttpServerRequest> script = request -> request.response().end();

    @BeforeEach
    void start() throws Exception {
        serverVertx = Vertx.vertx();
        HttpServer server = serverVertx
                .createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(TestCertificates.file("localhost.p12").toString())
                                .setPassword("ptex")))
                .requestHandler(request -> script.handle(request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        serverVertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private byte[] fetch(String target, Header... headers) throws Exception {
        Url url = Url.parse("https://localhost:" + port + target);
        Environment environment = new Environment(
                Map.of("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString(), "HOME", "/nonexistent"));
        try (TransportResponse response = HttpTransports.of(vertx, environment, config)
                .open(new TransportRequest(
                        url,
                        new UserHeaders(List.of(headers), url.origin()),
                        false,
                        Optional.empty(),
                        Condition.NONE,
                        0,
                        heads::add))) {
            return response.body().readAllBytes();
        }
    }

    @Test
    void largeBody_arrivesOverHttp2() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(2).nextBytes(content);
        List<HttpVersion> versions = new ArrayList<>();
        script = request -> {
            versions.add(request.version());
            request.response().end(Buffer.buffer(content));
        };

        assertThat(fetch("/x")).isEqualTo(content);
        assertThat(versions).containsExactly(HttpVersion.HTTP_2);
        assertThat(heads).map(ResponseHead::statusLine).containsExactly("HTTP/2 200 OK");
    }

    @Test
    void emptyBody_isEmpty() throws Exception {
        script = request -> request.response().end();

        assertThat(fetch("/x")).isEmpty();
    }

    @Test
    void target_goesOutVerbatim() throws Exception {
        List<String> targets = new ArrayList<>();
        script = request -> {
            targets.add(request.uri() + " for " + request.authority());
            request.response().end("x");
        };

        fetch("?a+b%2Bc=~");
        fetch("/y", new Header("Host", "virtual.example"), new Header("X-Upper", "1"));

        assertThat(targets).containsExactly("/?a+b%2Bc=~ for localhost:" + port, "/y for virtual.example");
    }

    @Test
    void resetStream_isAFailure() {
        script = request -> {
            request.response().putHeader("content-length", "10");
            request.response()
                    .write("hello")
                    .onComplete(written -> request.response().reset(2));
        };

        TransportException failure = catchThrowableOfType(TransportException.class, () -> fetch("/x"));

        assertThat(failure.reason()).isEqualTo("the server broke it off (INTERNAL_ERROR) after 5 of 10 bytes");
    }

    @Test
    void redirectOnTheSameServer_isFollowed() throws Exception {
        script = request -> {
            if (request.uri().equals("/x")) {
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "/y")
                        .end();
            } else {
                request.response().end("hello");
            }
        };

        assertThat(fetch("/x")).asString().isEqualTo("hello");
    }
}
