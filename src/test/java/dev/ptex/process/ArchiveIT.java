package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of dist/ptex: made and used only if it is asked for, and never noticed. */
class ArchiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private Path executable;
    private Path cache;

    @BeforeEach
    void launcherIsShellText() throws IOException {
        executable = Path.of(System.getProperty("ptex.executable"));
        try (FileChannel file = FileChannel.open(executable)) {
            ByteBuffer head = ByteBuffer.allocate(2);
            file.read(head);
            assumeTrue(head.get(0) == '#' && head.get(1) == '!', "a native executable has no archive");
        }
        cache = home.resolve("cache");
        Files.writeString(home.resolve("lift.json"), "{\"ptex\": {\"a\": \"a\"}}");
        Files.writeString(home.resolve("a"), "hello");
    }

    @Test
    void notAskedFor_leavesNothing() {
        assertFetched(fetch().withoutEnv("PTEX_CDS").run());

        assertThat(home.resolve("cache/cds")).doesNotExist();
    }

    @Test
    void firstRun_makesAnArchiveAndNothingElse() throws IOException {
        assertFetched(fetch().run());

        Path archive = archive();
        assertThat(Files.size(archive)).isGreaterThan(10_000_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .endsWith("------");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void archive_isMapped() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/a", Reply.ok("hello").stallAfter(1));
            try (RunningProcess running =
                    withCache(ptex(home, server.url("/a"))).start()) {
                Path maps = Path.of("/proc", Long.toString(running.pid()), "maps");
                await(() -> Files.readString(maps).contains("/cds/"));
            }
        }
    }

    @Test
    void archiveCutShort_isMadeAnew() throws IOException {
        // Java 17 does not see that it is cut short, and crashes.
        assertFetched(fetch().run());
        Path archive = archive();
        long whole = Files.size(archive);
        replace(archive, Arrays.copyOf(Files.readAllBytes(archive), 100_000));

        assertFetched(fetch().run());

        try (Stream<Path> archives = Files.list(archive.getParent())) {
            assertThat(archives).anyMatch(file -> file.toFile().length() > whole / 2);
        }
    }

    @Test
    void foreignArchive_isNotNoticed() throws IOException {
        assertFetched(fetch().run());
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);

        replace(archive, new byte[whole.length]);
        assertFetched(fetch().run());

        // Another version's: the header's checksum and version come first.
        for (int i = 4; i < 16; i++) {
            whole[i] ^= 0x55;
        }
        replace(archive, whole);
        assertFetched(fetch().run());
    }

    @Test
    void homeOfSomebodyElse_isLeftAlone() throws IOException {
        assumeTrue(Files.getAttribute(home, "unix:uid").equals(0), "only root can give a folder away");
        Path other = Files.createDirectory(home.resolve("other"));
        Files.setAttribute(other, "unix:uid", 12345);

        assertFetched(fetch().withoutEnv("PTEX_CACHE_DIR")
                .env("HOME", other.toString())
                .run());

        assertThat(other).isEmptyDirectory();
    }

    /** Java 17 would make one without the classes of a jar whose URL is not its path. */
    @Test
    void pathThatAUrlWritesOtherwise_hasNoArchive() throws IOException {
        executable = Files.copy(
                executable, Files.createDirectory(home.resolve("x y")).resolve("ptex"));

        assertFetched(fetch().run());

        assertThat(cache.resolve("cds")).doesNotExist();
    }

    private static void replace(Path archive, byte[] content) throws IOException {
        Files.delete(archive);
        Files.write(archive, content);
    }

    @Test
    void manyRunsAtOnce_makeOne() throws IOException {
        List<RunningProcess> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(fetch().start());
        }
        for (RunningProcess process : running) {
            try (process) {
                assertFetched(process.result());
            }
        }

        assertThat(archive()).exists();
    }

    private PtexProcess fetch() {
        return withCache(PtexProcess.of(
                executable.toString(), home, home.resolve("lift.json").toString(), "a"));
    }

    private PtexProcess withCache(PtexProcess process) {
        return process.env("PTEX_CDS", "on").env("PTEX_CACHE_DIR", cache.toString());
    }

    private static void assertFetched(ProcessResult result) {
        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    /** The archive; there is to be nothing but it. */
    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("cds"))) {
            List<Path> all = files.toList();
            assertThat(all).singleElement().asString().matches(".*/[0-9]+-[0-9]+\\.jsa");
            return all.get(0);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("waiting for the archive").isBefore(end);
            Thread.sleep(50);
        }
    }
}
