package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.digest.Expectation;
import dev.ptex.download.DownloadException;
import dev.ptex.download.DownloadRequest;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file over several connections: always the right bytes, in order, whatever happens to some of them. */
@QuarkusTest
class ParallelTest {
    private static final byte[] FILE = file(20 << 20);

    @Inject
    Vertx vertx;

    @Inject
    PtexConfig config;

    @TempDir
    Path directory;

    private final List<Duration> slept = new ArrayList<>();
    private final MemorySink delivered = new MemorySink(false);
    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer other = ScriptedServer.start();
    /** Opens when a part is asked for, so that a first connection that waits for it makes ptex ask. */
    private final CountDownLatch parts = new CountDownLatch(1);

    private static byte[] file(int size) {
        byte[] bytes = new byte[size];
        new Random(9).nextBytes(bytes);
        return bytes;
    }

    private static byte[] otherFile() {
        byte[] bytes = FILE.clone();
        bytes[FILE.length / 2] ^= 1;
        return bytes;
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    /** The whole file comes to a halt after a MiB until a part is asked for. */
    private Reply halting(RecordedRequest request, byte[] file) {
        Reply reply = RangeServer.answer(request, file, "\"1\"");
        if (request.header("Range").isPresent()) {
            parts.countDown();
            return reply;
        }
        return reply.pauseAfter(1 << 20, parts);
    }

    private DownloadRequest request(Optional<Expectation> expectation, ScriptedServer... servers) throws Exception {
        List<Mirror> mirrors = new ArrayList<>();
        for (ScriptedServer each : servers) {
            mirrors.add(new Mirror(
                    Url.parse(each.url("/x")), mirrors.isEmpty() ? Mirror.Source.MANIFEST : Mirror.Source.MIRRORS));
        }
        return new DownloadRequest("x", mirrors, expectation, List.of());
    }

    private static Optional<Expectation> hash() throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
        return Optional.of(new Expectation(OptionalLong.of(FILE.length), Optional.of(hash)));
    }

    private void fetch(DownloadRequest request) throws Exception {
        Environment environment = new Environment(Map.of("HOME", directory.toString()));
        HttpTransport transport = HttpTransports.of(vertx, environment, config);
        DownloadServices.impatient(new Transports(List.of(transport)), directory, slept::add)
                .deliver(request, delivered, ProgressListener.SILENT, head -> {});
    }

    private static long parts(ScriptedServer asked) {
        return asked.requests().stream()
                .filter(request -> request.header("Range").isPresent())
                .count();
    }

    @Test
    void slowSource_isAskedForParts() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE));

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(parts(server)).isPositive();
        assertThat(server.requests().get(1).header("If-Range")).isEmpty();
    }

    @Test
    void nothingExpected_partsAreOfTheSameVersion() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE));

        fetch(request(Optional.empty(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(parts(server)).isPositive();
        assertThat(server.requests().get(1).header("If-Match")).contains("\"1\"");
    }

    @Test
    void nothingExpected_noVersionKnown_isNotSplit() throws Exception {
        CountDownLatch never = new CountDownLatch(0);
        server.onRequest(
                "/x", request -> Reply.ok(FILE).header("Accept-Ranges", "bytes").pauseAfter(1000, never));

        fetch(request(Optional.empty(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(parts(server)).isZero();
    }

    @Test
    void secondMirror_bringsParts() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE));
        other.onRequest("/x", request -> halting(request, FILE));

        fetch(request(hash(), server, other));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(parts(other)).isPositive();
    }

    @Test
    void secondMirrorThatIsGone_isNoFailure() throws Exception {
        other.onRequest("/x", request -> {
            parts.countDown();
            return Reply.status(404);
        });
        server.onRequest("/x", request -> halting(request, FILE));

        fetch(request(hash(), server, other));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(slept).isEmpty();
    }

    @Test
    void secondMirrorWithOtherBytes_isFoundOut() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE));
        other.onRequest("/x", request -> halting(request, otherFile()));

        fetch(request(hash(), server, other));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void secondMirrorWithAnotherLength_isNotUsed() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE));
        other.onRequest("/x", request -> halting(request, file(21 << 20)));

        fetch(request(hash(), server, other));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void serverThatBearsOneConnection_bringsTheRestOnIt() throws Exception {
        server.onRequest("/x", request -> {
            if (request.header("Range").isPresent()) {
                parts.countDown();
                return Reply.status(503);
            }
            return RangeServer.answer(request, FILE, "\"1\"").pauseAfter(1 << 20, parts);
        });

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
        assertThat(slept).isEmpty();
    }

    /** What a server does with all that is asked for beside its first answer, which is right and whole. */
    enum Beside {
        FORBIDS,
        HAS_CHANGED,
        HAS_ANOTHER_NAME,
        IS_SILENT,
        BREAKS_OFF;

        private Reply answer(RecordedRequest request) {
            return switch (this) {
                case FORBIDS -> Reply.status(403);
                case HAS_CHANGED -> Reply.status(412);
                case HAS_ANOTHER_NAME -> RangeServer.answer(request, FILE, "\"2\"");
                case IS_SILENT -> RangeServer.answer(request, FILE, "\"1\"").after(new CountDownLatch(1));
                case BREAKS_OFF -> RangeServer.answer(request, FILE, "\"1\"").cutAfter(1000);
            };
        }
    }

    private void firstAnswerAndThen(Beside beside) {
        server.onRequest("/x", request -> {
            if (server.requests().size() == 1) {
                return RangeServer.answer(request, FILE, "\"1\"").pauseAfter(1 << 20, parts);
            }
            parts.countDown();
            return beside.answer(request);
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsToBeHadBesideTheFirstAnswer_itBringsTheFile(Beside beside) throws Exception {
        firstAnswerAndThen(beside);

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @EnumSource
    void nothingExpected_nothingIsToBeHadBesideTheFirstAnswer_itBringsTheFile(Beside beside) throws Exception {
        firstAnswerAndThen(beside);

        fetch(request(Optional.empty(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void serverThatLiesAboutParts_isNotBelieved() throws Exception {
        server.onRequest("/x", request -> {
            if (request.header("Range").isPresent()) {
                parts.countDown();
                return RangeServer.answer(request, FILE, "\"1\"").header("Content-Range", "bytes 0-9/" + FILE.length);
            }
            return RangeServer.answer(request, FILE, "\"1\"").pauseAfter(1 << 20, parts);
        });

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void firstConnectionThatIsCut_isNoFailure() throws Exception {
        server.onRequest("/x", request -> {
            Reply reply = halting(request, FILE);
            return request.header("Range").isPresent() ? reply : reply.resetAfter(2 << 20);
        });

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void everyConnectionIsCutAgainAndAgain_rightBytesComeOut() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE).cutAfter(3_000_000));

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void nothingExpected_everyConnectionIsCut_rightBytesComeOut() throws Exception {
        server.onRequest("/x", request -> halting(request, FILE).cutAfter(3_000_000));

        fetch(request(Optional.empty(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }

    @Test
    void nothingExpected_fileChanges_isAnErrorAndNothingWrongIsOut() throws Exception {
        server.onRequest("/x", request -> {
            if (request.header("Range").isPresent()) {
                parts.countDown();
                return RangeServer.answer(request, otherFile(), "\"2\"");
            }
            return RangeServer.answer(request, FILE, "\"1\"")
                    .pauseAfter(1 << 20, parts)
                    .resetAfter(5 << 20);
        });

        DownloadException failure =
                catchThrowableOfType(DownloadException.class, () -> fetch(request(Optional.empty(), server)));

        assertThat(failure.attempts()).hasSize(1);
        byte[] out = delivered.bytes();
        assertThat(out).isEqualTo(java.util.Arrays.copyOf(FILE, out.length));
    }

    @Test
    void stalledConnection_isTakenOver() throws Exception {
        // The first connection never goes on: whoever has nothing left to do fetches its share.
        server.onRequest("/x", request -> {
            Reply reply = RangeServer.answer(request, FILE, "\"1\"");
            return request.header("Range").isPresent() ? reply : reply.stallAfter(1 << 20);
        });

        fetch(request(hash(), server));

        assertThat(delivered.bytes()).isEqualTo(FILE);
    }
}
