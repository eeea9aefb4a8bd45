package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.TestConfig;
import dev.ptex.download.DownloadRequest;
import dev.ptex.download.DownloadServices;
import dev.ptex.download.MemorySink;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.testing.Http2Peer;
import dev.ptex.testing.Http2Stream;
import dev.ptex.transport.Transports;
import dev.ptex.trust.TestCertificates;
import dev.ptex.url.Url;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads, as the engine does them, from HTTP/2 servers that break streams off in a body (RFC 9113 section 8.7). */
@QuarkusTest
class ResetStreamsTest extends HttpTestBase {
    private static final byte[] FILE = random(300_000);
    private static final int PIECE = 100_000;

    @TempDir
    Path directory;

    private final List<Integer> starts = new CopyOnWriteArrayList<>();
    private final MemorySink delivered = new MemorySink(false);

    /** Sends what is asked for, but no more than a piece of it. */
    private void answer(Http2Stream stream, int code) throws IOException {
        Optional<String> range = stream.header("range");
        int start = range.map(asked -> Integer.parseInt(asked.replaceAll("bytes=(\\d+)-.*", "$1")))
                .orElse(0);
        starts.add(start);
        int end = Math.min(FILE.length, start + PIECE);
        stream.head(
                range.isPresent() ? 206 : 200,
                "content-length",
                String.valueOf(FILE.length - start),
                "content-range",
                "bytes " + start + "-" + (FILE.length - 1) + "/" + FILE.length,
                "etag",
                "\"1\"");
        stream.data(Arrays.copyOfRange(FILE, start, end));
        if (end == FILE.length) {
            stream.end();
        } else {
            stream.reset(code);
        }
    }

    private void fetch(Http2Peer peer) throws Exception {
        Environment environment = new Environment(Map.of(
                "HOME",
                directory.toString(),
                "SSL_CERT_FILE",
                TestCertificates.file("ca.pem").toString()));
        Duration patience = Duration.ofSeconds(20);
        HttpTransport transport = HttpTransports.of(vertx, environment, new TestConfig(patience, patience));
        Mirror mirror = new Mirror(Url.parse(url(peer)), Mirror.Source.MANIFEST);
        DownloadServices.impatient(new Transports(List.of(transport)), directory, pause -> {})
                .deliver(
                        new DownloadRequest("x", List.of(mirror), Optional.empty(), List.of()),
                        delivered,
                        ProgressListener.SILENT,
                        head -> {});
    }

    /** INTERNAL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 11})
    void streamResetInTheBody_goesOnFromWhereItWas(int code) throws Exception {
        try (Http2Peer peer = peer(stream -> answer(stream, code))) {
            fetch(peer);

            assertThat(delivered.bytes()).isEqualTo(FILE);
            assertThat(starts).containsExactly(0, PIECE, 2 * PIECE);
        }
    }
}
