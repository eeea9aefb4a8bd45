package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run leaves for the next, and several runs for each other. */
class ResumeIT {
    private static final Pattern TWO_PIECES = Pattern.compile(": 0-(\\d+) ");

    private static final int SIZE = 400_000;
    private static final int LARGE = 20 << 20;

    @TempDir
    Path home;

    private byte[] content = new byte[SIZE];
    private final ScriptedServer server = ScriptedServer.start();
    private Path manifest;

    @BeforeEach
    void begin() throws Exception {
        publish(SIZE);
    }

    private void publish(int size) throws Exception {
        content = new byte[size];
        new Random(3).nextBytes(content);
        manifest = Files.writeString(
                home.resolve("lift.json"),
                "{\"ptex\": {\"a\": \"" + server.url("/a") + "\"}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\","
                        + " \"size\": " + size + ", \"hash\": \"" + hash() + "\"}]}}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path cache() {
        return home.resolve(".cache/ptex/partial");
    }

    private ProcessResult fetch() {
        return ptex(home, manifest.toString(), "a").run();
    }

    private Reply rest(RecordedRequest request) {
        return RangeServer.answer(request, content, "\"1\"");
    }

    /** Starts a fetch and kills it when its spool has some bytes. */
    private void interrupt(String signal) throws Exception {
        server.on("/a", Reply.ok(content).stallAfter(200_000));
        try (RunningProcess running = ptex(home, manifest.toString(), "a").start()) {
            server.takeRequest();
            while (running.isAlive() && spooled() < 100_000) {
                Thread.onSpinWait();
            }
            running.signal(signal).result();
        }
    }

    private long spooled() throws Exception {
        if (!Files.isDirectory(cache())) {
            return 0;
        }
        try (Stream<Path> files = Files.list(cache())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void assertNothingIsLeft() {
        assertThat(cache()).isEmptyDirectory();
    }

    @Test
    void killedRun_isContinuedByTheNext() throws Exception {
        interrupt("KILL");
        server.onRequest("/a", this::rest);

        ProcessResult result = fetch();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(result.exit()).isZero();
        assertThat(server.takeRequest().header("Range").orElse("none")).matches("bytes=\\d{6}-");
        assertNothingIsLeft();
    }

    /** Kills a run that fetches parts from two mirrors, when both have sent some. */
    private void interruptParts(ScriptedServer other) throws Exception {
        publish(LARGE);
        String mirrors = ", \"ptex-mirrors\": {\"a\": [\"" + other.url("/a") + "\"]}}";
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("}$", mirrors));
        server.onRequest("/a", request -> rest(request).stallAfter(2 << 20));
        other.onRequest("/a", request -> rest(request).stallAfter(1_500_000));
        try (RunningProcess running = ptex(home, manifest.toString(), "a")
                .env("PTEX_CONNECTIONS", "2")
                .start()) {
            // The file is divided when it is; what is noted then is for the next run.
            while (running.isAlive() && !TWO_PIECES.matcher(notes()).find()) {
                Thread.onSpinWait();
            }
            running.signal("KILL").result();
        }
    }

    /** What the sidecar says, if there is one. */
    private String notes() throws Exception {
        if (!Files.isDirectory(cache())) {
            return "";
        }
        try (Stream<Path> files = Files.list(cache())) {
            Optional<Path> note =
                    files.filter(file -> file.toString().endsWith(".note")).findFirst();
            return note.isPresent() ? Files.readString(note.get()) : "";
        }
    }

    @Test
    void killedWhileFetchingParts_fetchesOnlyWhatIsMissing() throws Exception {
        try (ScriptedServer other = ScriptedServer.start()) {
            interruptParts(other);
            Matcher pieces = TWO_PIECES.matcher(notes());
            assertThat(pieces.find()).isTrue();
            int before = server.requests().size();
            server.onRequest("/a", this::rest);
            other.onRequest("/a", this::rest);

            ProcessResult result = fetch();

            assertThat(result.exit()).as(result.stderr()).isZero();
            assertThat(result.stdout()).isEqualTo(content);
            List<RecordedRequest> asked =
                    server.requests().subList(before, server.requests().size());
            // What the other mirror has brought is there, too: that is where a range ends.
            assertThat(asked.get(0).header("Range").orElse("")).matches("bytes=" + pieces.group(1) + "-\\d+");
            assertThat(asked.get(0).header("If-Range")).contains("\"1\"");
            assertNothingIsLeft();
        }
    }

    /** What happens to a file between two runs. */
    private interface Accident {
        void happen(Path file) throws IOException;
    }

    @Test
    void damagedSidecar_costsTimeAndNothingElse() throws Exception {
        assertThatNothingIsWrongAfter(sidecar -> Files.writeString(sidecar, "x"));
    }

    @Test
    void lostSidecar_costsTimeAndNothingElse() throws Exception {
        assertThatNothingIsWrongAfter(Files::delete);
    }

    private void assertThatNothingIsWrongAfter(Accident accident) throws Exception {
        try (ScriptedServer other = ScriptedServer.start()) {
            interruptParts(other);
            try (Stream<Path> files = Files.list(cache())) {
                accident.happen(files.filter(file -> file.toString().endsWith(".note"))
                        .findFirst()
                        .orElseThrow());
            }
            server.onRequest("/a", this::rest);
            other.onRequest("/a", this::rest);

            ProcessResult result = fetch();

            assertThat(result.exit()).as(result.stderr()).isZero();
            assertThat(result.stdout()).isEqualTo(content);
            assertThat(result.stderr()).isEmpty();
        }
    }

    private String hash() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** Neither the cache directory nor the temporary one takes the file, as on a full disk. */
    @Test
    void fullDisk_isNoReasonToFail() {
        server.onRequest("/a", this::rest);

        ProcessResult result = PtexProcess.of(
                        "/bin/sh",
                        home,
                        "-c",
                        "ulimit -f 100 && exec \"$@\"",
                        "sh",
                        System.getProperty("ptex.executable"),
                        manifest.toString(),
                        "a")
                .run();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(result.stdout()).isEqualTo(content);
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void plantedLink_isNotFollowed() throws Exception {
        interrupt("INT");
        server.onRequest("/a", this::rest);
        Path precious = Files.write(home.resolve("precious"), new byte[100]);
        Files.delete(cache().resolve(hash() + ".part"));
        Files.createSymbolicLink(cache().resolve(hash() + ".part"), precious);

        ProcessResult result = fetch();

        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(result.stdout()).isEqualTo(content);
        assertThat(precious).hasBinaryContent(new byte[100]);
    }

    @Test
    void oddEntries_doNotSwitchTheCacheOff() throws Exception {
        interrupt("INT");
        Path folder = Files.createDirectory(cache().resolve("ab".repeat(32) + ".part"));
        Path inside = Files.writeString(folder.resolve("inside"), "x");
        Files.setLastModifiedTime(inside, FileTime.fromMillis(0));
        Files.setLastModifiedTime(folder, FileTime.fromMillis(0));
        server.onRequest("/a", this::rest);

        assertThat(fetch().stdout()).isEqualTo(content);
        assertThat(server.takeRequest().header("Range")).isPresent();
        assertThat(inside).exists();
    }

    @Test
    void homeThatDoesNotExist_isNotMade() {
        server.on("/a", Reply.ok(content));
        Path nowhere = home.resolve("nowhere");

        ProcessResult result = ptex(home, manifest.toString(), "a")
                .env("HOME", nowhere.toString())
                .run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(nowhere).doesNotExist();
    }

    /** As with sudo -E: what root leaves there, the user could not use. */
    @Test
    void homeOfSomebodyElse_getsNothing() throws Exception {
        assumeTrue(Files.getAttribute(home, "unix:uid").equals(0), "only root can write there");
        Path other = Files.createDirectory(home.resolve("other"));
        Files.setAttribute(other, "unix:uid", 12345);
        server.on("/a", Reply.ok(content));

        ProcessResult result = ptex(home, manifest.toString(), "a")
                .env("HOME", other.toString())
                .run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(other).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "XDG_CACHE_HOME", "PTEX_CACHE_DIR", "TMPDIR", "LOCALAPPDATA"})
    void oddPath_isNoReasonToFail(String variable) throws Exception {
        server.on("/a", Reply.ok(content));
        Path file = Files.writeString(home.resolve("file"), "x");

        for (String path :
                List.of("", "relative", "file", file + "/below", "/dev/null/below", "C:\\a|b", "x".repeat(300))) {
            ProcessResult result =
                    ptex(home, manifest.toString(), "a").env(variable, path).run();

            assertThat(result.stdout()).as(path + result.stderr()).isEqualTo(content);
            assertThat(result.stderr()).isEmpty();
        }
        assertThat(file).hasContent("x");
    }

    @Test
    void damagedSpool_costsTimeAndNothingElse() throws Exception {
        interrupt("INT");
        try (Stream<Path> files = Files.list(cache())) {
            Path spool = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(spool);
            bytes[bytes.length / 2] ^= 1;
            Files.write(spool, bytes);
        }
        server.onRequest("/a", this::rest);

        ProcessResult result = fetch();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(result.stderr()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void spoolThatIsComplete_needsNoServer() throws Exception {
        interrupt("INT");
        try (Stream<Path> files = Files.list(cache())) {
            Files.write(files.findFirst().orElseThrow(), content);
        }
        int asked = server.requests().size();

        assertThat(fetch().stdout()).isEqualTo(content);
        assertThat(server.requests()).hasSize(asked);
        assertNothingIsLeft();
    }

    @Test
    void severalAtOnce_areServedByOneDownload() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.on("/a", Reply.ok(content).pauseAfter(200_000, gate));
        List<RunningProcess> all = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                all.add(ptex(home, manifest.toString(), "a").start());
            }
            server.takeRequest();
            gate.countDown();
            for (RunningProcess running : all) {
                ProcessResult result = running.result();
                assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
                assertThat(result.exit()).isZero();
            }
        } finally {
            all.forEach(RunningProcess::close);
        }
        assertNothingIsLeft();
    }

    @Test
    void cacheThatCannotBe_isNoReasonToFail() throws Exception {
        server.on("/a", Reply.ok(content));

        ProcessResult result = ptex(home, manifest.toString(), "a")
                .env("PTEX_CACHE_DIR", "/dev/null/cache")
                .run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void noHome_isNoReasonToFail() throws Exception {
        server.on("/a", Reply.ok(content));

        ProcessResult result =
                ptex(home, manifest.toString(), "a").withoutEnv("HOME").run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
    }

    @Test
    void brokenTransfer_isResumedWithinTheRun() throws Exception {
        server.onRequest(
                "/a",
                request -> server.requests().size() == 1 ? Reply.ok(content).cutAfter(250_000) : rest(request));

        ProcessResult result = ptex(home, manifest.toString(), "a")
                .env("PTEX_BACK_OFF", "10ms")
                .run();

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(content);
        assertThat(result.stderr()).isEmpty();
    }
}
