package dev.ptex.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.cache.OwnerOnly;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.Segment;
import dev.ptex.plan.Sidecar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final String HASH = "ab".repeat(32);
    private static final String OTHER_HASH = "cd".repeat(32);

    @TempDir
    Path directory;

    private static final String SIXTY_FOUR = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private final List<Duration> slept = new ArrayList<>();

    private Optional<Spool> open(String hash) {
        return new SpoolCache(
                        directory.resolve("ptex"), Duration.ofSeconds(1), slept::add, Clock.fixed(NOW, ZoneOffset.UTC))
                .open(hash);
    }

    private Path partial() {
        return directory.resolve("ptex/partial");
    }

    private Path file(String name) {
        return partial().resolve(name);
    }

    /** A file in the folder of unfinished ones, last changed so many days ago. */
    private Path file(String name, int days) throws IOException {
        Files.createDirectories(partial(), OwnerOnly.directoryAttributes());
        return aged(Files.writeString(Files.createFile(file(name), OwnerOnly.attributes()), "x"), days);
    }

    private static Path aged(Path file, int days) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
    }

    private static void write(Spool spool, long at, String text) throws SpoolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        spool.write(at, bytes, 0, bytes.length);
    }

    /** What a spool holds. */
    private static PartialFile held(Spool spool) {
        PartialFile file = new PartialFile(OptionalLong.empty(), true, true);
        file.resume(spool.sidecar(), spool.found());
        return file;
    }

    private static String read(Spool spool) throws SpoolException {
        byte[] bytes = new byte[100];
        return new String(bytes, 0, spool.read(0, bytes, bytes.length), StandardCharsets.UTF_8);
    }

    @Test
    void interruptedSpool_isThereForTheNextRun() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, 0, "hel");
        }

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(held(second).endOf(0)).isEqualTo(3);
            write(second, 3, "lo");
            assertThat(read(second)).isEqualTo("hello");
        }
    }

    /** A spool that holds "he", a hole, and "lo", and says so. */
    private void interruptPieces() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, 0, "he");
            write(first, 3, "lo");
            first.note(sidecar(new Segment(0, 2), new Segment(3, 5)));
        }
    }

    private static Sidecar sidecar(Segment... segments) {
        return new Sidecar("0".repeat(64), Optional.empty(), 5, List.of(segments));
    }

    @Test
    void interruptedPieces_areThereForTheNextRun() throws Exception {
        interruptPieces();

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(held(second).endOf(0)).isEqualTo(2);
            assertThat(held(second).count()).isEqualTo(4);
            write(second, 2, "l");
            assertThat(read(second)).isEqualTo("hello");
        }
    }

    @Test
    void damagedSidecar_leavesNothingToTrust() throws Exception {
        interruptPieces();
        Files.writeString(file(HASH + ".note"), "ptex 2 ab of 5: 0-");

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(held(second).count()).isZero();
        }
    }

    @Test
    void spoolShorterThanItsSidecarSays_holdsWhatItHolds() throws Exception {
        interruptPieces();
        Files.writeString(file(HASH + ".part"), "hexl");

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(held(second).count()).isEqualTo(3);
        }
    }

    @Test
    void deliveredSpool_isGone() throws Exception {
        try (Spool spool = open(HASH).orElseThrow()) {
            write(spool, 0, "hello");
            spool.share();
            spool.abandon();
        }

        assertThat(partial()).isEmptyDirectory();
    }

    @Test
    void otherHash_isAnotherSpool() throws Exception {
        try (Spool first = open(HASH).orElseThrow();
                Spool second = open(OTHER_HASH).orElseThrow()) {
            write(first, 0, "hello");

            assertThat(held(second).count()).isZero();
        }
    }

    @Test
    void abandonedSpool_leavesItsNameToAnother() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, 0, "jello");
            first.abandon();

            try (Spool second = open(HASH).orElseThrow()) {
                assertThat(held(second).count()).isZero();
                first.abandon();
                assertThat(file(HASH + ".part")).exists();
            }
        }
    }

    @Test
    void spoolOfThisProcess_isNotWaitedFor() throws Exception {
        Spool first = open(HASH).orElseThrow();

        assertThat(open(HASH)).isEmpty();
        first.close();
    }

    @Test
    void orphans_areSweptAfterAWeek() throws Exception {
        Path old = file(OTHER_HASH + ".part", 8);
        Path oldNote = file(OTHER_HASH + ".note", 8);
        Path oldReplacement = file("11111111-2222-4333-8444-555555555555.new", 8);
        Path young = file("ef".repeat(32) + ".part", 6);

        open(HASH).orElseThrow().close();

        assertThat(old).doesNotExist();
        assertThat(oldNote).doesNotExist();
        assertThat(oldReplacement).doesNotExist();
        assertThat(young).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holiday.mkv.part",
                "holiday.note",
                "holiday.new",
                "abcd.part",
                "x" + SIXTY_FOUR + ".part",
                SIXTY_FOUR,
                SIXTY_FOUR + ".part.bak",
                "\n" + SIXTY_FOUR + ".part"
            })
    void fileThatIsNotPtex_isNeverSwept(String name) throws Exception {
        Path foreign = file(name, 80);

        open(HASH).orElseThrow().close();

        assertThat(foreign).exists();
    }

    @Test
    void filesOfTheCacheDirectoryItself_areNotSwept() throws Exception {
        Path cache = Files.createDirectory(directory.resolve("ptex"), OwnerOnly.directoryAttributes());
        Path foreign = Files.writeString(cache.resolve(OTHER_HASH + ".part"), "x");
        aged(foreign, 80);

        open(HASH).orElseThrow().close();

        assertThat(foreign).exists();
    }

    @Test
    void oddEntries_areLeftAlone() throws Exception {
        open(HASH).orElseThrow().close();
        Path folder = Files.createDirectory(file(OTHER_HASH + ".part"));
        Path inside = Files.writeString(folder.resolve("x.part"), "x");
        aged(inside, 80);
        aged(folder, 80);
        Path target = aged(Files.writeString(directory.resolve("target"), "x"), 80);
        Path link = Files.createSymbolicLink(file("ef".repeat(32) + ".part"), target);

        open(HASH).orElseThrow().close();

        assertThat(inside).exists();
        assertThat(link).isSymbolicLink();
        assertThat(target).exists();
    }

    @Test
    void folderWithASpoolsName_takesTheNextPlace() throws Exception {
        open(OTHER_HASH).orElseThrow().close();
        Files.createDirectory(file(HASH + ".part"));

        assertThat(open(HASH)).isEmpty();
    }

    @Test
    void linkWithASpoolsName_isNotFollowed() throws Exception {
        open(OTHER_HASH).orElseThrow().close();
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Files.createSymbolicLink(file(HASH + ".part"), target);

        assertThat(open(HASH)).isEmpty();
        assertThat(target).hasContent("precious");
    }

    @Test
    void linkWithASidecarsName_isNotFollowed() throws Exception {
        interruptPieces();
        Path target = Files.writeString(directory.resolve("target"), Files.readString(file(HASH + ".note")));
        Files.delete(file(HASH + ".note"));
        Files.createSymbolicLink(file(HASH + ".note"), target);
        String before = Files.readString(target);

        try (Spool spool = open(HASH).orElseThrow()) {
            assertThat(held(spool).count()).isZero();
            write(spool, 0, "h");
            spool.note(sidecar());
        }

        assertThat(target).hasContent(before.strip());
        assertThat(file(HASH + ".note")).isRegularFile();
    }

    @Test
    void noteThatIsCutShort_leavesTheOldOne() throws Exception {
        interruptPieces();
        // What a kill in the middle of the next note leaves.
        file("11111111-2222-4333-8444-555555555555.new", 0);

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(held(second).count()).isEqualTo(4);
        }
    }

    @Test
    void sidecar_isReplacedAsAWhole() throws Exception {
        try (Spool spool = open(HASH).orElseThrow()) {
            write(spool, 0, "he");
            spool.note(sidecar());
            Object before = Files.readAttributes(file(HASH + ".note"), BasicFileAttributes.class)
                    .fileKey();
            spool.note(sidecar(new Segment(0, 2)));

            // A file that is written over is the same one.
            assertThat(Files.readAttributes(file(HASH + ".note"), BasicFileAttributes.class)
                            .fileKey())
                    .isNotEqualTo(before);
        }
        assertThat(partial()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void directoryThatCannotBe_isNoFailure() throws Exception {
        Files.writeString(directory.resolve("ptex"), "a file");

        assertThat(open(HASH)).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void spools_areNobodyElsesToRead() throws Exception {
        open(HASH).orElseThrow().close();

        for (Path made : new Path[] {directory.resolve("ptex"), partial()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(HASH + ".part"))))
                .isEqualTo("rw-------");
    }
}
