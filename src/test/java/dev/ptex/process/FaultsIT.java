package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that change a file, or break off, where bytes of several answers meet: no wrong byte, and an end. */
class FaultsIT {
    private static final int LARGE = 20 << 20;
    private static final byte[] FIRST = file(LARGE, 1);
    private static final byte[] SECOND = file(LARGE, 2);

    @TempDir
    Path home;

    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer mirror = ScriptedServer.start();
    /** Opens when a part is asked for: what waits for it makes ptex ask. */
    private final CountDownLatch parts = new CountDownLatch(1);

    @AfterEach
    void stop() {
        server.close();
        mirror.close();
    }

    private static byte[] file(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] beginning(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private PtexProcess url(String... options) {
        String[] arguments =
                Stream.concat(Stream.of(options), Stream.of(server.url("/f"))).toArray(String[]::new);
        return ptex(home, arguments).env("PTEX_BACK_OFF", "1ms");
    }

    /** A fetch by a manifest whose entry has these fields beside its name. */
    private PtexProcess manifest(String fields, ScriptedServer... mirrors) throws Exception {
        String more = Stream.of(mirrors).map(each -> '"' + each.url("/f") + '"').collect(Collectors.joining(", "));
        Path manifest = Files.writeString(
                Files.createTempFile(home, "lift", ".json"),
                "{\"ptex\": {\"f\": \"" + server.url("/f") + "\"}, \"ptex-mirrors\": {\"f\": [" + more
                        + "]}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"f\"" + fields + "}]}}}");
        return ptex(home, manifest.toString(), "f").env("PTEX_BACK_OFF", "1ms");
    }

    private static String size(long bytes) {
        return ", \"size\": " + bytes;
    }

    private static String hash(byte[] bytes) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return ", \"hash\": \"" + HexFormat.of().formatHex(sha256.digest(bytes)) + '"';
    }

    private static boolean isPart(RecordedRequest request) {
        return request.header("Range").isPresent();
    }

    /** A node with the first version, whose parts die before their first byte; the other nodes have the second one. */
    private Reply rollingDeployment(RecordedRequest request) {
        if (!isPart(request)) {
            return RangeServer.answer(request, FIRST, "\"1\"")
                    .pauseAfter(1 << 20, parts)
                    .cutAfter(18_350_080);
        }
        boolean first = parts.getCount() > 0;
        parts.countDown();
        return first ? Reply.hangUp() : RangeServer.answer(request, SECOND, "\"2\"");
    }

    @Test
    void rollingDeployment_givesBytesOfOneVersionOrFails() {
        server.onRequest("/f", this::rollingDeployment);

        ProcessResult result = url().run();

        assertThat(result.exit()).as(result.stderr()).isEqualTo(1);
        assertThat(result.stdout().length).isLessThan(LARGE);
        assertThat(Arrays.equals(result.stdout(), beginning(FIRST, result.stdout().length)))
                .isTrue();
    }

    /** All nodes give their file the date of the deployment; only the tags tell, though weak ones do not promise as much. */
    @Test
    void rollingDeploymentWithWeakTags_givesBytesOfOneVersion() {
        server.onRequest("/f", request -> {
            boolean part = isPart(request);
            if (part) {
                parts.countDown();
            }
            return (part
                            ? RangeServer.answer(request, SECOND, "W/\"2\"")
                            : RangeServer.answer(request, FIRST, "W/\"1\"").pauseAfter(1 << 20, parts))
                    .header("Last-Modified", "Fri, 27 Nov 2026 10:00:00 GMT")
                    .header("Date", "Fri, 27 Nov 2026 11:00:00 GMT");
        });

        ProcessResult result = url().run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), FIRST)).isTrue();
        assertThat(server.requests()).hasSizeGreaterThan(1);
    }

    /** What is in a file can be taken back. */
    @Test
    void rollingDeploymentIntoAFile_givesTheLaterVersion() throws Exception {
        server.onRequest("/f", this::rollingDeployment);

        ProcessResult result = url("-O").run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(Files.readAllBytes(home.resolve("f")), SECOND)).isTrue();
    }

    @Test
    void sizeWithoutHashAndAnotherVersion_beginsAnew() throws Exception {
        byte[] first = beginning(FIRST, 1000);
        byte[] second = beginning(SECOND, 1000);
        server.onRequest(
                "/f",
                request -> server.requests().size() == 1
                        ? RangeServer.answer(request, first, "\"1\"").cutAfter(500)
                        : RangeServer.answer(request, second, "\"2\""));

        ProcessResult result = manifest(size(1000)).run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(second);
        assertThat(result.exit()).isZero();
    }

    @Test
    void shortChunkedPart_isNotTheRest() {
        byte[] file = beginning(FIRST, 1000);
        server.onRequest(
                "/f",
                request -> isPart(request)
                        ? Reply.status(206)
                                .header("Content-Range", "bytes 500-999/1000")
                                .header("ETag", "\"1\"")
                                .body(Arrays.copyOfRange(file, 500, 600))
                                .chunked(100)
                        : RangeServer.answer(request, file, "\"1\"").cutAfter(500));

        ProcessResult result = url().run();

        assertThat(result.exit()).as(result.stderr()).isEqualTo(1);
        assertThat(result.stdout()).isEqualTo(beginning(file, result.stdout().length));
        assertThat(result.stderr()).contains("Failed to fetch");
    }

    @Test
    void emptyParts_areNotAskedForForEver() throws Exception {
        server.onRequest("/f", request -> {
            if (!isPart(request)) {
                return RangeServer.answer(request, FIRST, "\"1\"")
                        .pauseAfter(1 << 20, parts)
                        .cutAfter(2 << 20);
            }
            parts.countDown();
            return Reply.status(206)
                    .header("Content-Range", "bytes 2097152-" + (LARGE - 1) + "/" + LARGE)
                    .header("ETag", "\"1\"")
                    .body(new byte[0])
                    .chunked(1);
        });

        ProcessResult result = manifest(size(LARGE) + hash(FIRST)).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.requests()).hasSizeLessThan(100);
    }

    @Test
    void cutAgainAndAgain_arrivesAtLast() throws Exception {
        byte[] file = beginning(FIRST, 3_000_000);
        server.onRequest(
                "/f",
                request -> RangeServer.answer(request, file, "\"1\"").cutAfter(isPart(request) ? 70_000 : 700_000));

        ProcessResult result = url().env("PTEX_LONGEST_BACK_OFF", "1ms").run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), file)).isTrue();
    }

    @Test
    void serverWithoutPartsThatBreaksOffAtOneByte_isGivenUpSoon() throws Exception {
        byte[] file = beginning(FIRST, 3_000_000);
        server.onRequest("/f", request -> Reply.ok(file).cutAfter(700_000));

        ProcessResult result = manifest(size(file.length)).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(server.requests()).hasSizeLessThan(10);
    }

    /** A link that works once: whatever is asked for beside the first answer is refused. */
    @Test
    void linkThatWorksOnce_givesTheFile() {
        server.onRequest("/f", request -> {
            if (server.requests().size() > 1) {
                parts.countDown();
                return Reply.status(403);
            }
            return RangeServer.answer(request, FIRST, "\"1\"").pauseAfter(1 << 20, parts);
        });

        ProcessResult result = url().run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), FIRST)).isTrue();
    }

    @Test
    void mirrorThatStopsAndNoHash_isLeftForTheOther() throws Exception {
        byte[] file = beginning(FIRST, 3_000_000);
        CountDownLatch never = new CountDownLatch(1);
        server.onRequest(
                "/f", request -> RangeServer.answer(request, file, "\"1\"").pauseAfter(1000, never));
        mirror.onRequest("/f", request -> RangeServer.answer(request, file, "\"1\""));

        ProcessResult result =
                manifest(size(file.length), mirror).env("PTEX_STALL_TIME", "1s").run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), file)).isTrue();
        assertThat(server.requests()).hasSizeLessThan(10);
    }

    @Test
    void twoRunsWithOneHashAndAWrongSize_bothGetTheRightBytes() throws Exception {
        byte[] file = beginning(FIRST, 3_000_000);
        server.onRequest("/f", request -> RangeServer.answer(request, file, "\"1\""));

        try (RunningProcess first = manifest(size(file.length) + hash(file)).start()) {
            // It is delivering: nobody reads on.
            byte[] begun = first.readStdout(1000);
            ProcessResult second = manifest(size(10) + hash(file)).run();
            ProcessResult result = first.result();

            assertThat(Arrays.equals(second.stdout(), file)).as(second.stderr()).isTrue();
            assertThat(result.exit()).as(result.stderr()).isZero();
            assertThat(begun.length + result.stdout().length).isEqualTo(file.length);
            assertThat(Arrays.equals(result.stdout(), Arrays.copyOfRange(file, 1000, file.length)))
                    .isTrue();
        }
    }

    @Test
    void bytesThatChangeAfterTheCheck_areNoSuccess() throws Exception {
        byte[] file = beginning(FIRST, 5_000_000);
        server.onRequest("/f", request -> RangeServer.answer(request, file, "\"1\""));

        try (RunningProcess running = manifest(size(file.length) + hash(file)).start()) {
            running.readStdout(1000);
            damage(file.length - 1);
            ProcessResult result = running.result();

            assertThat(result.exit()).as(result.stderr()).isEqualTo(1);
            assertThat(result.stderr()).contains("the temporary file was changed by somebody else");
        }
    }

    private void damage(long position) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".cache/ptex/partial"))) {
            Path spool = files.filter(file -> file.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow();
            try (FileChannel channel = FileChannel.open(spool, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), position - 2);
            }
        }
    }

    @Test
    void partThatCreeps_isLeft() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.onRequest("/f", request -> {
            Reply reply = RangeServer.answer(request, FIRST, "\"1\"");
            boolean first = isPart(request) && parts.getCount() > 0;
            if (isPart(request)) {
                parts.countDown();
            }
            return first
                    ? reply.pauseAfter(100_000, never)
                    : isPart(request) ? reply : reply.pauseAfter(1 << 20, parts);
        });

        ProcessResult result =
                manifest(size(LARGE) + hash(FIRST)).env("PTEX_STALL_TIME", "1s").run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), FIRST)).isTrue();
    }

    @Test
    void mirrorThatWasBusyOnce_isAskedAgain() throws Exception {
        CountDownLatch askedAgain = new CountDownLatch(1);
        server.onRequest("/f", request -> {
            Reply reply = RangeServer.answer(request, FIRST, "\"1\"");
            return isPart(request) ? reply.pauseAfter(100_000, askedAgain) : reply.pauseAfter(1 << 20, askedAgain);
        });
        mirror.onRequest("/f", request -> {
            if (mirror.requests().size() == 1) {
                return Reply.status(503);
            }
            askedAgain.countDown();
            return RangeServer.answer(request, FIRST, "\"1\"");
        });

        ProcessResult result = manifest(size(LARGE) + hash(FIRST), mirror).run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(Arrays.equals(result.stdout(), FIRST)).isTrue();
        assertThat(mirror.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void fastest_learnsWithoutAHash() throws Exception {
        byte[] file = beginning(FIRST, 500_000);
        server.onRequest("/f", request -> Reply.status(404));
        mirror.onRequest("/f", request -> RangeServer.answer(request, file, "\"1\""));

        Path history = home.resolve(".cache/ptex/history/ptex-mirrors");
        // Out of curiosity it begins with the other one now and then.
        while (server.requests().isEmpty()) {
            Files.deleteIfExists(history);
            ProcessResult result =
                    manifest("", mirror).env("PTEX_MIRROR_ORDER", "fastest").run();
            assertThat(result.stdout()).as(result.stderr()).isEqualTo(file);
        }

        assertThat(history)
                .content()
                .contains("127.0.0.1 " + server.port() + " 0 ", "127.0.0.1 " + mirror.port() + " ");
    }

    /** One try that fails for lack of room, and one that needs none. */
    @Test
    void fullDisk_isNotFilledAgainAndAgain() throws Exception {
        server.onRequest(
                "/f", request -> RangeServer.answer(request, FIRST, "\"1\"").withoutLength());

        ProcessResult result =
                manifest(hash(FIRST)).env("PTEX_CONNECTIONS", "1").runWithin("-f 1000");

        assertThat(Arrays.equals(result.stdout(), FIRST)).as(result.stderr()).isTrue();
        assertThat(server.requests().stream().map(RecordedRequest::connection).collect(Collectors.toSet()))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(server.requests().stream().filter(FaultsIT::isPart))
                .as("what is there is not fetched again")
                .isNotEmpty();
        assertThat(List.of(home.resolve(".cache/ptex/partial").toFile().list())).isEmpty();
    }
}
