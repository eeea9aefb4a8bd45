package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.TestConfig;
import dev.ptex.digest.Expectation;
import dev.ptex.download.DownloadException;
import dev.ptex.download.DownloadRequest;
import dev.ptex.download.DownloadService;
import dev.ptex.download.DownloadServices;
import dev.ptex.download.MemorySink;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Transports;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that fail in every way: with a good mirror the right bytes come out, alone there is a clear error. */
@QuarkusTest
class FaultTest {
    private static final byte[] FILE = file();
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Inject
    Vertx vertx;

    @TempDir
    Path directory;

    private final List<Duration> slept = new ArrayList<>();
    private final MemorySink delivered = new MemorySink(false);
    private ScriptedServer bad;
    private ScriptedServer good;

    /** A way to fail, as a function of the request. */
    record Fault(String name, Function<RecordedRequest, Reply> script) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] file() {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static byte[] otherFile() {
        byte[] bytes = FILE.clone();
        bytes[200_000] ^= 1;
        return bytes;
    }

    private static Reply honest(RecordedRequest request, byte[] file) {
        return RangeServer.answer(request, file, "\"1\"");
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("404", request -> Reply.status(404).reason("Not Found")),
                new Fault("403", request -> Reply.status(403).reason("Forbidden")),
                new Fault("503", request -> Reply.status(503).reason("Service Unavailable")),
                new Fault("429 with Retry-After", request -> Reply.status(429).header("Retry-After", "5")),
                new Fault("503 with Retry-After", request -> Reply.status(503).header("Retry-After", "1")),
                new Fault("429", request -> Reply.status(429)),
                new Fault("451", request -> Reply.status(451)),
                new Fault("stalls before the head", request -> Reply.ok(FILE).after(NEVER)),
                new Fault("stalls in the body", request -> Reply.ok(FILE).stallAfter(100_000)),
                new Fault(
                        "says more than it sends",
                        request -> Reply.ok(FILE)
                                .header("Content-Length", "300001")
                                .cutAfter(300_000)),
                new Fault("says less than it sends", request -> Reply.ok(FILE).header("Content-Length", "299999")),
                new Fault("a part, unasked", request -> part(100, 299_999, 300_000)),
                new Fault("no content", request -> Reply.status(204)),
                new Fault(
                        "a page that says 200",
                        request -> Reply.ok("<html>Please log in</html>").header("Content-Type", "text/html")),
                new Fault("hangs up", request -> Reply.hangUp()),
                new Fault("garbage", request -> Reply.raw("garbage\r\n\r\n")),
                new Fault("cut at the start", request -> Reply.ok(FILE).cutAfter(0)),
                new Fault("reset", request -> Reply.ok(FILE).resetAfter(100_000)),
                new Fault(
                        "cut, chunked", request -> Reply.ok(FILE).chunked(5000).cutAfter(100_000)),
                new Fault("wrong bytes", request -> Reply.ok(otherFile())),
                new Fault("too short", request -> Reply.ok(java.util.Arrays.copyOf(FILE, 1000))),
                new Fault("too long", request -> Reply.ok(java.util.Arrays.copyOf(FILE, 400_000))),
                new Fault(
                        "too long, chunked",
                        request -> Reply.ok(new byte[2_000_000]).chunked(50_000)),
                new Fault(
                        "too short, no length",
                        request -> Reply.ok(java.util.Arrays.copyOf(FILE, 1000)).withoutLength()),
                new Fault("redirects for ever", request -> Reply.redirect(302, request.target())),
                new Fault("redirects to a file", request -> Reply.redirect(302, "file:///etc/passwd")));
    }

    /** Faults that leave something behind, which an honest source can complete. */
    static Stream<Fault> interruptions() {
        return Stream.of(
                new Fault("ends early", request -> Reply.ok(FILE).cutAfter(100_000)),
                new Fault(
                        "ends early, wrong bytes",
                        request -> Reply.ok(otherFile()).cutAfter(250_000)));
    }

    @BeforeEach
    void start() {
        bad = ScriptedServer.start();
        good = ScriptedServer.start();
    }

    @AfterEach
    void stop() {
        bad.close();
        good.close();
    }

    private void fetch(ScriptedServer... servers) throws Exception {
        List<Mirror> mirrors = new ArrayList<>();
        for (ScriptedServer server : servers) {
            mirrors.add(new Mirror(Url.parse(server.url("/x")), Mirror.Source.MANIFEST));
        }
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
        Expectation expectation = new Expectation(OptionalLong.of(FILE.length), Optional.of(hash));
        Environment environment = new Environment(Map.of("HOME", directory.toString()));
        HttpTransport transport =
                HttpTransports.of(vertx, environment, new TestConfig(Duration.ofSeconds(10), PATIENCE));
        DownloadService service = DownloadServices.impatient(new Transports(List.of(transport)), directory, slept::add);
        service.deliver(
                new DownloadRequest("x", mirrors, Optional.of(expectation), List.of()),
                delivered,
                ProgressListener.SILENT,
                head -> {});
    }

    @ParameterizedTest
    @MethodSource({"faults", "interruptions"})
    void faultyServerAndAGoodOne_rightBytesComeOut(Fault fault) throws Exception {
        bad.onRequest("/x", fault.script);
        good.onRequest("/x", request -> honest(request, FILE));

        fetch(bad, good);

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(slept).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultyServerAlone_isAClearError(Fault fault) {
        bad.onRequest("/x", fault.script);

        DownloadException failure = catchThrowableOfType(DownloadException.class, () -> fetch(bad));

        assertThat(failure.attempts()).hasSize(1);
        assertThat(failure.attempts().get(0).reason()).isNotBlank().doesNotContain("Exception");
        assertThat(delivered.bytes()).isNotEqualTo(FILE);
    }

    @Test
    void closedPortAndAGoodServer_rightBytesComeOut() throws Exception {
        good.onRequest("/x", request -> honest(request, FILE));
        bad.close();

        fetch(bad, good);

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(slept).isEmpty();
    }

    @Test
    void closedPortAlone_isAClearError() {
        bad.close();

        DownloadException failure = catchThrowableOfType(DownloadException.class, () -> fetch(bad));

        assertThat(failure.attempts().get(0).reason()).isEqualTo("connection refused by " + bad.authority());
    }

    @Test
    void sameEntityTagForOtherBytes_isFoundOut() throws Exception {
        bad.onRequest(
                "/x",
                request -> bad.requests().size() == 1
                        ? honest(request, otherFile()).cutAfter(250_000)
                        : honest(request, FILE));

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void fileThatChangesBetweenRequests_isAClearError() {
        int[] version = new int[1];
        bad.onRequest("/x", request -> {
            byte[] file = otherFile();
            file[0] = (byte) ++version[0];
            return RangeServer.answer(request, file, "\"" + version[0] + "\"").cutAfter(200_000);
        });

        DownloadException failure = catchThrowableOfType(DownloadException.class, () -> fetch(bad));

        assertThat(failure.attempts()).hasSize(1);
        assertThat(delivered.bytes()).isNotEqualTo(FILE);
    }

    @Test
    void cutAgainAndAgain_isResumedToTheEnd() throws Exception {
        List<String> ranges = new ArrayList<>();
        bad.onRequest("/x", request -> {
            ranges.add(request.header("Range").orElse("whole"));
            return honest(request, FILE).cutAfter(150_000);
        });

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(ranges.get(0)).isEqualTo("whole");
        assertThat(ranges).hasSizeGreaterThan(1);
        assertThat(bad.requests().get(1).header("If-Range")).contains("\"1\"");
    }

    @Test
    void restFromAnotherMirror_isAskedForWithoutAValidator() throws Exception {
        bad.onRequest("/x", request -> honest(request, FILE).cutAfter(100_000));
        good.onRequest("/x", request -> honest(request, FILE));

        fetch(bad, good);

        RecordedRequest rest = good.takeRequest();
        assertThat(rest.header("If-Range")).isEmpty();
        assertThat(rest.header("Range").orElse("bytes=0-")).startsWith("bytes=");
        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void serverThatKnowsNoRanges_beginsAgain() throws Exception {
        bad.on("/x", Reply.ok(FILE).cutAfter(100_000), Reply.ok(FILE));

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void lieAboutARange_isNotBelieved(Fault lie) throws Exception {
        bad.onRequest("/x", request -> {
            if (bad.requests().size() == 1) {
                return honest(request, FILE).cutAfter(100_000);
            }
            return request.header("Range").isPresent() ? lie.script.apply(request) : Reply.ok(FILE);
        });

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    static Stream<Fault> lies() {
        return Stream.of(
                new Fault("another start", request -> part(50_000, 299_999, 300_000)),
                new Fault("another total", request -> part(start(request), 299_998, 299_999)),
                new Fault("not to the end", request -> part(start(request), 299_000, 300_000)),
                new Fault("no range at all", request -> Reply.status(206).body(new byte[100])),
                new Fault(
                        "length that does not fit",
                        request -> part(start(request), 299_999, 300_000).body(new byte[10])),
                new Fault(
                        "another version",
                        request -> part(start(request), 299_999, 300_000).header("ETag", "\"2\"")),
                new Fault("not satisfiable", request -> Reply.status(416)));
    }

    private static int start(RecordedRequest request) {
        return Integer.parseInt(request.header("Range").orElseThrow().replaceAll("\\D", ""));
    }

    private static Reply part(int first, int last, int total) {
        return Reply.status(206)
                .header("Content-Range", "bytes " + first + "-" + last + "/" + total)
                .body(new byte[last - first + 1]);
    }

    @Test
    void changedFile_isFetchedAnew() throws Exception {
        // The first version breaks off; the second one is the expected one, and If-Range makes the server send it
        // whole.
        bad.onRequest(
                "/x",
                request -> bad.requests().size() == 1
                        ? Reply.ok(otherFile()).header("ETag", "\"0\"").cutAfter(250_000)
                        : Reply.ok(FILE).header("ETag", "\"1\""));

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void piecesThatDoNotFitTogether_areFetchedAnewOnce() throws Exception {
        bad.onRequest("/x", request -> Reply.ok(otherFile()).cutAfter(250_000));
        good.onRequest("/x", request -> honest(request, FILE));

        fetch(bad, good);

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void busyServer_isAskedAgainAfterItsWish() throws Exception {
        bad.on("/x", Reply.status(503).header("Retry-After", "7"), Reply.status(502), Reply.ok(FILE));

        fetch(bad);

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(slept).hasSize(2);
        assertThat(slept.get(0)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
    }

    @Test
    void busyServer_isAskedAgainOverTheSameConnection() throws Exception {
        bad.on("/x", Reply.status(503), Reply.status(502), Reply.ok(FILE));

        fetch(bad);

        assertThat(bad.requests()).hasSize(3);
        assertThat(bad.connections()).isEqualTo(1);
    }

    @Test
    void serverThatStaysBusy_isAskedFourTimes() {
        bad.on("/x", Reply.status(503));

        assertThat(catchThrowableOfType(DownloadException.class, () -> fetch(bad))
                        .attempts())
                .hasSize(1);
        assertThat(bad.requests()).hasSize(4);
        assertThat(slept).hasSize(3);
    }
}
