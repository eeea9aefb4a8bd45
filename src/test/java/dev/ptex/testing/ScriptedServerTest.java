package dev.ptex.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScriptedServerTest {
    private final ScriptedServer server = ScriptedServer.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void plainReply_hasStatusReasonHeadersAndLength() throws Exception {
        server.on("/a?b=%2B", Reply.ok("abc").header("X-One", "1").header("x-one", "2"));

        String answer = exchange("GET /a?b=%2B HTTP/1.1\r\n\r\n");

        assertThat(answer).isEqualTo("HTTP/1.1 200 OK\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 3\r\n\r\nabc");
    }

    @Test
    void request_isRecordedVerbatim() throws Exception {
        exchange("GET  /x HTTP/1.0\r\nB: 1\r\nA:2\r\nb: 3\r\n\r\n");

        RecordedRequest request = server.takeRequest();

        assertThat(request.line()).isEqualTo("GET  /x HTTP/1.0");
        assertThat(request.headerLines()).containsExactly("B: 1", "A:2", "b: 3");
        assertThat(request.headers("b")).containsExactly("1", "3");
    }

    @Test
    void unknownTarget_is404() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void severalReplies_comeInOrderAndTheLastStays() throws Exception {
        server.on("/a", Reply.status(503), Reply.ok("x"));

        assertThat(get("/a").statusCode()).isEqualTo(503);
        assertThat(get("/a").body()).isEqualTo("x");
        assertThat(get("/a").body()).isEqualTo("x");
    }

    @Test
    void keptConnection_servesAllRequests() throws Exception {
        server.on("/a", Reply.ok("x"));

        get("/a");
        get("/a");

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2).allMatch(request -> request.connection() == 1);
    }

    @Test
    void closingReply_endsTheConnection() throws Exception {
        server.on("/a", Reply.ok("x").closing());

        get("/a");
        get("/a");

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void chunkedReply_isChunked() throws Exception {
        server.on("/a", Reply.ok("abcde").chunked(2).closing());

        assertThat(exchange("GET /a HTTP/1.1\r\n\r\n"))
                .endsWith("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n");
    }

    @Test
    void chunkedReplyCutAtItsEnd_lacksTheLastChunk() throws Exception {
        server.on("/a", Reply.ok("abcde").chunked(9).cutAfter(5));

        assertThat(exchange("GET /a HTTP/1.1\r\n\r\n")).endsWith("\r\n\r\n5\r\nabcde\r\n");
    }

    @Test
    void cutReply_endsInsideTheBody() throws Exception {
        server.on("/a", Reply.ok("abcde").cutAfter(2));

        assertThat(exchange("GET /a HTTP/1.1\r\n\r\n")).endsWith("Content-Length: 5\r\n\r\nab");
    }

    @Test
    void lengthlessReply_endsWithTheConnection() throws Exception {
        server.on("/a", Reply.ok("abc").withoutLength());

        assertThat(exchange("GET /a HTTP/1.1\r\n\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n\r\nabc");
    }

    @Test
    void rawReply_isSentAsItIs() throws Exception {
        server.on("/a", Reply.raw("what?\n"));

        assertThat(exchange("GET /a HTTP/1.1\r\n\r\n")).isEqualTo("what?\n");
    }

    @Test
    void head_getsNoBody() throws Exception {
        server.on("/a", Reply.ok("abc").closing());

        assertThat(exchange("HEAD /a HTTP/1.1\r\n\r\n")).endsWith("Content-Length: 3\r\n\r\n");
    }

    @Test
    void resetReply_breaksTheConnection() {
        server.on("/a", Reply.ok("abc").resetAfter(0));

        assertThatThrownBy(() -> get("/a")).isInstanceOf(IOException.class);
    }

    @Test
    void stalledReply_lastsUntilTheServerCloses() throws Exception {
        server.on("/a", Reply.ok("abcde").stallAfter(2));
        HttpResponse<InputStream> response = client.send(request("/a"), BodyHandlers.ofInputStream());
        byte[] start = response.body().readNBytes(2);

        server.close();

        assertThat(start).asString(UTF_8).isEqualTo("ab");
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
    }

    @Test
    void pausedReply_waitsForItsGate() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/a", Reply.ok("abcde").pauseAfter(2, gate));
        HttpResponse<InputStream> response = client.send(request("/a"), BodyHandlers.ofInputStream());
        byte[] start = response.body().readNBytes(2);
        int available = response.body().available();

        gate.countDown();

        assertThat(start).asString(UTF_8).isEqualTo("ab");
        assertThat(available).isZero();
        assertThat(response.body().readAllBytes()).asString(UTF_8).isEqualTo("cde");
    }

    @Test
    void delayedReply_waitsForItsGate() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/a", Reply.ok("x").after(gate));
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request("/a"), BodyHandlers.ofString());
        server.takeRequest();
        boolean early = response.isDone();

        gate.countDown();

        assertThat(early).isFalse();
        assertThat(response.join().body()).isEqualTo("x");
    }

    @Test
    void redirect_leadsOn() throws Exception {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        server.on("/a", Reply.redirect(302, "/b")).on("/b", Reply.ok("x"));

        assertThat(following.send(request("/a"), BodyHandlers.ofString()).body())
                .isEqualTo("x");
    }

    @Test
    void plainProxy_answersForAnyHost() throws Exception {
        server.on("http://far.test/file", Reply.ok("x"));

        HttpResponse<String> response = proxied()
                .send(HttpRequest.newBuilder(URI.create("http://far.test/file")).build(), BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("x");
        assertThat(server.takeRequest().line()).isEqualTo("GET http://far.test/file HTTP/1.1");
    }

    @Test
    void tunnel_leadsToTheScriptedPort() throws Exception {
        try (ScriptedServer target = ScriptedServer.start()) {
            target.on("/a", Reply.ok("x").closing());
            server.on("far.test:443", Reply.tunnelTo(target.port()));

            String answer = exchange("CONNECT far.test:443 HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n");
            assertThat(target.takeRequest().line()).isEqualTo("GET /a HTTP/1.1");
            assertThat(server.takeRequest().target()).isEqualTo("far.test:443");
        }
    }

    @Test
    void scriptOfRequests_seesHeaders() throws Exception {
        server.onRequest("/a", request -> Reply.ok(request.header("User-Agent").orElse("")));

        assertThat(get("/a").body()).startsWith("Java-http-client/");
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return client.send(request(target), BodyHandlers.ofString());
    }

    private HttpRequest request(String target) {
        return HttpRequest.newBuilder(URI.create(server.url(target))).build();
    }

    private HttpClient proxied() {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())))
                .build();
    }

    /** Sends bytes, then no more, and returns what comes back until the server is done. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
