package dev.ptex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does about a class-data archive, and to whose files, with a script in the place of java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherArchiveTest {
    private static final Path LAUNCHER = Path.of("src/main/dist/launcher.sh").toAbsolutePath();
    private static final String RELEASE = "JAVA_VERSION=\"17.0.9\"\nJVM_VARIANT=\"Hotspot\"\n";

    @TempDir
    Path folder;

    private Path home;
    private Path cache;
    private FakeRuntime runtime;

    @BeforeEach
    void homeAndRuntime() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        cache = home.resolve(".cache/ptex");
        runtime = FakeRuntime.make(folder.resolve("jdk"), RELEASE);
    }

    @Test
    void notAskedFor_nothingIsWrittenAndOnlyJavaIsStarted() throws IOException {
        // With nothing on PATH, no other program could be started, and the shell would say so.
        ProcessResult result =
                launch().withoutEnv("PTEX_CDS").env("PATH", "/nowhere").run();

        assertThat(result.text()).startsWith("jdk ").doesNotContain("Archive");
        assertThat(result.stderr()).isEmpty();
        assertThat(runtime.starts()).isEqualTo(1);
        assertThat(names(home)).isEmpty();
    }

    @Test
    void askedFor_isMadeBeforeTheRunAndThenUsed() throws IOException {
        String first = launch().run().text();
        String second = launch().run().text();

        Path archive = archive();
        assertThat(first).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
        assertThat(second).isEqualTo(first);
        assertThat(runtime.starts()).isEqualTo(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .endsWith("------");
    }

    @Test
    void otherRuntime_getsAnArchiveOfItsOwn() throws IOException {
        launch().run();
        Files.writeString(runtime.home().resolve("release"), RELEASE.replace("17.0.9", "17.0.10"));
        launch().run();

        assertThat(names(cds())).hasSize(2);
    }

    @Test
    void archiveCutShort_isMadeAnew() throws IOException {
        launch().run();
        Path archive = archive();
        Files.delete(archive);
        Files.writeString(archive, "arch");

        launch().run();

        assertThat(archive()).isEqualTo(archive).hasContent("archive");
    }

    @Test
    void archiveThatCannotBeMade_isNotTriedAgainOnThatDay() throws IOException {
        runtime = FakeRuntime.make(folder.resolve("jdk"), RELEASE, 1);

        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");
        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");

        assertThat(runtime.starts()).isEqualTo(3);
    }

    @Test
    void archiveThatCouldNotBeMadeYesterday_isTriedAgain() throws IOException {
        Path left = directory(cds().resolve("new"));
        Files.writeString(left.resolve("jsa"), "half of i");
        age(left, 2);

        launch().run();

        assertThat(archive()).hasContent("archive");
    }

    @Test
    void foreignFilesWhereArchivesAreMade_stay() throws IOException {
        Path work = directory(cds().resolve("new"));
        Path foreign = Files.writeString(work.resolve("letter"), "dear");
        age(work, 2);

        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");

        assertThat(foreign).hasContent("dear");
    }

    @Test
    void archivesOfOtherBuilds_goAfterAWeek() throws IOException {
        Path old = aged(cds().resolve("123-7.jsa"));
        Path recent = Files.writeString(cds().resolve("456-7.jsa"), "archive");

        launch().run();

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void filesThatAreNoArchives_stay() throws IOException {
        Path projects = directory(cache.resolve("jvm-projects"));
        List<Path> foreign = List.of(
                aged(projects.resolve("work")),
                aged(cache.resolve("jvm-1.jsa")),
                aged(cache.resolve("123-7.jsa")),
                aged(directory(cds().resolve("jvm-projects")).resolve("work")),
                aged(directory(cds().resolve("234-7.jsa")).resolve("345-7.jsa")),
                aged(cds().resolve("mine-7.jsa")),
                aged(cds().resolve("1mine-7.jsa")),
                aged(cds().resolve("12-34-56.jsa")),
                aged(cds().resolve("123-7.jsa.txt")));
        Path link = Files.createSymbolicLink(cds().resolve("567-7.jsa"), foreign.get(0));
        for (Path directory : List.of(projects, cds().resolve("jvm-projects"), cds().resolve("234-7.jsa"))) {
            age(directory, 9);
        }

        assertThat(launch().run().text()).contains("-XX:SharedArchiveFile=");

        assertThat(foreign).allMatch(Files::exists);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void folderThatOthersCanWrite_getsNoArchive() throws IOException {
        permit(cds(), "rwxrwxrwx");

        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");

        assertThat(names(cds())).isEmpty();
    }

    @Test
    void folderThatOthersCanReplace_getsNoArchive() throws IOException {
        cds();
        permit(home, "rwxrwxrwx");

        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");

        assertThat(names(cds())).isEmpty();
    }

    @Test
    void linkInThePlaceOfTheFolder_isNotFollowed() throws IOException {
        Path other = directory(folder.resolve("other"));
        Files.createSymbolicLink(directory(cache).resolve("cds"), other);

        assertThat(launch().run().text()).startsWith("jdk ").doesNotContain("Archive");

        assertThat(names(other)).isEmpty();
    }

    @Test
    void homeThatIsNotThere_isNotMade() {
        Path missing = folder.resolve("missing");

        ProcessResult result = launch().env("HOME", missing.toString()).run();

        assertThat(result.text()).startsWith("jdk ").doesNotContain("Archive");
        assertThat(result.stderr()).isEmpty();
        assertThat(missing).doesNotExist();
    }

    @Test
    void cacheDirectoryThatCannotBeMade_isNotNoticed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        ProcessResult result =
                launch().env("PTEX_CACHE_DIR", file.resolve("cache").toString()).run();

        assertThat(result.text()).startsWith("jdk ").doesNotContain("Archive");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void openJ9_getsNoArchive() throws IOException {
        runtime = FakeRuntime.make(folder.resolve("jdk"), "JAVA_VERSION=\"17.0.1\"\nJVM_VARIANT=\"Openj9\"\n");

        launch().run();

        assertThat(runtime.starts()).isEqualTo(1);
    }

    private PtexProcess launch() {
        return PtexProcess.of("/bin/sh", home, LAUNCHER.toString(), "-V")
                .env("JAVA_HOME", runtime.home().toString())
                .env("PTEX_CDS", "on");
    }

    /** The folder for archives, made as the launcher would. */
    private Path cds() throws IOException {
        return directory(cache.resolve("cds"));
    }

    private Path archive() throws IOException {
        assertThat(names(cds())).singleElement().asString().matches("[0-9]+-7\\.jsa");
        return cds().resolve(names(cds()).get(0));
    }

    private static Path directory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static Path aged(Path file) throws IOException {
        age(Files.writeString(file, "archive"), 9);
        return file;
    }

    private static void age(Path file, int days) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
