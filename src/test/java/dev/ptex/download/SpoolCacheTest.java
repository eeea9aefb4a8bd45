package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.parallel.SpoolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

class SpoolCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path directory;

    private final List<Duration> slept = new ArrayList<>();

    private Optional<Spool> open(String hash) {
        return new SpoolCache(
                        directory.resolve("ptex"), Duration.ofSeconds(1), slept::add, Clock.fixed(NOW, ZoneOffset.UTC))
                .open(hash);
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
        try (Spool first = open("abc").orElseThrow()) {
            write(first, "hel");
        }

        try (Spool second = open("abc").orElseThrow()) {
            assertThat(second.size()).isEqualTo(3);
            write(second, "lo");
            assertThat(second.fingerprint().sha256()).startsWith("2cf24dba");
            assertThat(delivered(second)).isEqualTo("hello");
        }
    }

    @Test
    void piecesOfTwoRuns_areMixed() throws Exception {
        try (Spool first = open("abc").orElseThrow()) {
            first.beginPiece();
            write(first, "hel");
            assertThat(first.isMixed()).isFalse();
        }

        try (Spool second = open("abc").orElseThrow()) {
            second.beginPiece();
            assertThat(second.isMixed()).isTrue();
        }
    }

    /** A spool that holds "he", a hole, and "lo", and says so. */
    private void interruptPieces() throws Exception {
        try (Spool first = open("abc").orElseThrow()) {
            write(first, "he");
            first.takeApart().add(3, 5);
            first.write(3, "lo".getBytes(StandardCharsets.UTF_8), 2);
            first.note(new Sidecar("0".repeat(64), Optional.empty(), 5, first.pieces()));
        }
    }

    @Test
    void interruptedPieces_areThereForTheNextRun() throws Exception {
        interruptPieces();

        try (Spool second = open("abc").orElseThrow()) {
            assertThat(second.size()).isEqualTo(2);
            assertThat(second.count()).isEqualTo(4);
            assertThat(second.nextPiece()).hasValue(3);
            write(second, "l");
            second.absorb();
            assertThat(second.fingerprint().sha256()).startsWith("2cf24dba");
            assertThat(delivered(second)).isEqualTo("hello");
        }
        assertThat(directory.resolve("ptex")).isEmptyDirectory();
    }

    @Test
    void damagedSidecar_leavesNothingToTrust() throws Exception {
        interruptPieces();
        Files.writeString(directory.resolve("ptex/abc.note"), "ptex 1\ntotal 5\npiece 0");

        try (Spool second = open("abc").orElseThrow()) {
            assertThat(second.size()).isZero();
            assertThat(second.count()).isZero();
        }
    }

    @Test
    void spoolShorterThanItsSidecarSays_holdsWhatItHolds() throws Exception {
        interruptPieces();
        Files.writeString(directory.resolve("ptex/abc.part"), "hexl");

        try (Spool second = open("abc").orElseThrow()) {
            assertThat(second.count()).isEqualTo(3);
        }
    }

    @Test
    void deliveredSpool_isGone() throws Exception {
        try (Spool spool = open("abc").orElseThrow()) {
            write(spool, "hello");
            delivered(spool);
        }

        assertThat(directory.resolve("ptex")).isEmptyDirectory();
    }

    @Test
    void otherHash_isAnotherSpool() throws Exception {
        try (Spool first = open("abc").orElseThrow();
                Spool second = open("def").orElseThrow()) {
            write(first, "hello");

            assertThat(second.size()).isZero();
        }
    }

    @Test
    void abandonedSpool_leavesItsNameToAnother() throws Exception {
        try (Spool first = open("abc").orElseThrow()) {
            write(first, "jello");
            first.abandon();

            try (Spool second = open("abc").orElseThrow()) {
                assertThat(second.size()).isZero();
                first.abandon();
                assertThat(directory.resolve("ptex/abc.part")).exists();
            }
        }
    }

    @Test
    void spoolOfThisProcess_isNotWaitedFor() throws Exception {
        Spool first = open("abc").orElseThrow();

        assertThat(open("abc")).isEmpty();
        first.close();
    }

    @Test
    void orphans_areSweptAfterAWeek() throws Exception {
        Path cache = Files.createDirectory(directory.resolve("ptex"));
        Path old = Files.writeString(cache.resolve("old.part"), "x");
        Path young = Files.writeString(cache.resolve("young.part"), "x");
        Path foreign = Files.writeString(cache.resolve("foreign.txt"), "x");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofDays(6))));
        Files.setLastModifiedTime(foreign, FileTime.from(NOW.minus(Duration.ofDays(80))));

        open("abc").orElseThrow().close();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @Test
    void directoryThatCannotBe_isNoFailure() throws Exception {
        Files.writeString(directory.resolve("ptex"), "a file");

        assertThat(open("abc")).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void spools_areNobodyElsesToRead() throws Exception {
        open("abc").orElseThrow().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ptex"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ptex/abc.part"))))
                .isEqualTo("rw-------");
    }
}
