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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of dist/ptex: made after a run, used by the next, and never noticed. */
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
    void firstRun_makesAnArchiveAndNothingElse() throws Exception {
        // The result waits for the ends of both pipes: training must hold neither.
        assertFetched(fetch().run());

        Path archive = awaitArchive();

        assertThat(Files.size(archive)).isGreaterThan(10_000_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .endsWith("------");
        assertFetched(fetch().run());
        assertThat(names()).containsExactly(archive.getFileName().toString());
    }

    @Test
    void classes_areSuchAsAnArchiveKeeps() throws IOException {
        List<String> misfits = new ArrayList<>();
        try (ZipFile jar = new ZipFile(executable.toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")
                        && isMisfit(jar.getInputStream(entry).readAllBytes())) {
                    misfits.add(entry.getName());
                }
            }
        }

        assertThat(misfits).isEmpty();
    }

    /** Whether it has no stack maps (a class file of Java 5), or links code that joins strings. */
    private static boolean isMisfit(byte[] classFile) {
        return classFile[7] < 50
                || new String(classFile, StandardCharsets.ISO_8859_1).contains("makeConcatWithConstants");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void archive_isMappedByTheNextRun() throws Exception {
        assertFetched(fetch().run());
        Path archive = awaitArchive();

        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/a", Reply.ok("hello").stallAfter(1));
            assertMapped(archive, server.url("/a"));
        }
    }

    private void assertMapped(Path archive, String url) throws Exception {
        try (RunningProcess running = withCache(ptex(home, url)).start()) {
            Path maps = Path.of("/proc", Long.toString(running.pid()), "maps");
            await(() -> Files.readString(maps).contains(archive.toRealPath().toString()));
        }
    }

    @Test
    void truncatedArchive_isReplaced() throws Exception {
        // Java 17 does not see that it is cut short, and crashes.
        assertFetched(fetch().run());
        Path archive = awaitArchive();
        byte[] whole = Files.readAllBytes(archive);
        replace(archive, Arrays.copyOf(whole, whole.length / 2));

        assertFetched(fetch().run());

        await(() -> isOneArchive(names()) && Files.size(cache.resolve(names().get(0))) > whole.length / 2);
    }

    @Test
    void foreignArchive_isNotNoticed() throws Exception {
        assertFetched(fetch().run());
        Path archive = awaitArchive();
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

    private static void replace(Path archive, byte[] content) throws IOException {
        Files.delete(archive);
        Files.write(archive, content);
    }

    @Test
    void manyRunsAtOnce_trainOnce() throws Exception {
        List<RunningProcess> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(fetch().start());
        }
        for (RunningProcess process : running) {
            try (process) {
                assertFetched(process.result());
            }
        }
        Path archive = awaitArchive();

        assertThat(names()).containsExactly(archive.getFileName().toString());
    }

    @Test
    void directoryThatOthersCanWrite_getsNoArchive() throws Exception {
        Files.createDirectory(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertFetched(fetch().run());

        // Whether to train is decided before the run has ended: the mark would be there.
        assertThat(names()).isEmpty();
    }

    @Test
    void switchedOff_leavesNothing() throws Exception {
        assertFetched(fetch().env("PTEX_CDS", "off").run());

        assertThat(cache).doesNotExist();
    }

    @Test
    void archivesOfOtherBuilds_goAfterAWeek() throws Exception {
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path old = Files.writeString(cache.resolve("jvm-1.jsa"), "old");
        Path foreign = Files.writeString(cache.resolve("other"), "old");
        for (Path file : List.of(old, foreign)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        }
        Path recent = Files.writeString(cache.resolve("jvm-2.jsa"), "recent");

        assertFetched(fetch().run());

        await(() -> !Files.exists(old));
        assertThat(foreign).exists();
        assertThat(recent).exists();
    }

    private PtexProcess fetch() {
        return withCache(ptex(home, home.resolve("lift.json").toString(), "a"));
    }

    private PtexProcess withCache(PtexProcess process) {
        return process.withoutEnv("PTEX_CDS").env("PTEX_CACHE_DIR", cache.toString());
    }

    private static void assertFetched(ProcessResult result) {
        assertThat(result.text()).as(result.toString()).isEqualTo("hello");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    /** The archive, once training has put all of its own files away. */
    private Path awaitArchive() throws Exception {
        await(() -> isOneArchive(names()));
        return cache.resolve(names().get(0));
    }

    private static boolean isOneArchive(List<String> names) {
        return names.size() == 1 && names.get(0).matches("jvm-[0-9]+-[0-9]+\\.jsa");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
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
