package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.cache.OwnerOnly;
import dev.ptex.parallel.SpoolException;
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

    private static void write(Spool spool, String text) throws SpoolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        spool.write(bytes, 0, bytes.length);
    }

    private static String delivered(Spool spool) throws WriteException {
        MemorySink sink = new MemorySink(false);
        spool.deliver(sink);
        return sink.text();
    }

    @Test
    void interruptedSpool_isThereForTheNextRun() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, "hel");
        }

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(second.size()).isEqualTo(3);
            write(second, "lo");
            assertThat(second.fingerprint().sha256()).startsWith("2cf24dba");
            assertThat(delivered(second)).isEqualTo("hello");
        }
    }

    @Test
    void piecesOfTwoRuns_areMixed() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            first.beginPiece();
            write(first, "hel");
            assertThat(first.isMixed()).isFalse();
        }

        try (Spool second = open(HASH).orElseThrow()) {
            second.beginPiece();
            assertThat(second.isMixed()).isTrue();
        }
    }

    /** A spool that holds "he", a hole, and "lo", and says so. */
    private void interruptPieces() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, "he");
            first.takeApart().add(3, 5);
            first.write(3, "lo".getBytes(StandardCharsets.UTF_8), 2);
            first.note(new Sidecar("0".repeat(64), Optional.empty(), 5, first.pieces()));
        }
    }

    @Test
    void interruptedPieces_areThereForTheNextRun() throws Exception {
        interruptPieces();

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(second.size()).isEqualTo(2);
            assertThat(second.count()).isEqualTo(4);
            assertThat(second.nextPiece()).hasValue(3);
            write(second, "l");
            second.absorb();
            assertThat(second.fingerprint().sha256()).startsWith("2cf24dba");
            assertThat(delivered(second)).isEqualTo("hello");
        }
        assertThat(partial()).isEmptyDirectory();
    }

    @Test
    void damagedSidecar_leavesNothingToTrust() throws Exception {
        interruptPieces();
        Files.writeString(file(HASH + ".note"), "ptex 1\ntotal 5\npiece 0");

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(second.size()).isZero();
            assertThat(second.count()).isZero();
        }
    }

    @Test
    void spoolShorterThanItsSidecarSays_holdsWhatItHolds() throws Exception {
        interruptPieces();
        Files.writeString(file(HASH + ".part"), "hexl");

        try (Spool second = open(HASH).orElseThrow()) {
            assertThat(second.count()).isEqualTo(3);
        }
    }

    @Test
    void deliveredSpool_isGone() throws Exception {
        try (Spool spool = open(HASH).orElseThrow()) {
            write(spool, "hello");
            delivered(spool);
        }

        assertThat(partial()).isEmptyDirectory();
    }

    @Test
    void otherHash_isAnotherSpool() throws Exception {
        try (Spool first = open(HASH).orElseThrow();
                Spool second = open(OTHER_HASH).orElseThrow()) {
            write(first, "hello");

            assertThat(second.size()).isZero();
        }
    }

    @Test
    void abandonedSpool_leavesItsNameToAnother() throws Exception {
        try (Spool first = open(HASH).orElseThrow()) {
            write(first, "jello");
            first.abandon();

            try (Spool second = open(HASH).orElseThrow()) {
                assertThat(second.size()).isZero();
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
            assertThat(spool.count()).isZero();
            write(spool, "h");
            spool.note(new Sidecar("0".repeat(64), Optional.empty(), 5, spool.pieces()));
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
            assertThat(second.count()).isEqualTo(4);
        }
    }

    @Test
    void sidecar_isReplacedAsAWhole() throws Exception {
        try (Spool spool = open(HASH).orElseThrow()) {
            write(spool, "he");
            spool.note(new Sidecar("0".repeat(64), Optional.empty(), 5, spool.pieces()));
            Object before = Files.readAttributes(file(HASH + ".note"), BasicFileAttributes.class)
                    .fileKey();
            spool.note(new Sidecar("1".repeat(64), Optional.empty(), 5, spool.pieces()));

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
