package dev.ptex.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.spool.SpoolDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class FileSinkTest {
    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    @AfterEach
    void leaveNoLitter() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith(".ptex-"));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("x"), text);
    }

    private Path file(String text, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file(text), PosixFilePermissions.fromString(permissions));
    }

    private Sink sink(Path file) {
        return FileSink.of(file, new SpoolDirectory(temporary));
    }

    private void deliver(Path file, String text) throws IOException {
        Sink sink = sink(file);
        OutputStream out = sink.begin();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        sink.commit();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private boolean isRoot() throws IOException {
        return Files.getAttribute(directory, "unix:uid").equals(0);
    }

    // New files

    @Test
    void newFile_isThereWhenItIsComplete() throws Exception {
        Path file = directory.resolve("x");
        Sink sink = sink(file);
        sink.begin().write("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(file).doesNotExist();

        sink.commit();

        assertThat(file).hasContent("hello");
    }

    @Test
    void newFile_hasWhatTheUserGivesNewFiles() throws Exception {
        Path other = Files.createFile(directory.resolve("other"));

        deliver(directory.resolve("x"), "hello");

        assertThat(permissions(directory.resolve("x"))).isEqualTo(permissions(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "€", "😀"})
    void longestName_isTaken(String letter) throws Exception {
        int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
        Path file = directory.resolve(letter.repeat(255 / bytes));

        deliver(file, "hello");

        assertThat(file).hasContent("hello");
    }

    @Test
    void folderThatIsMissing_isAFailure() {
        assertThatThrownBy(() -> sink(directory.resolve("none/x")).begin()).isInstanceOf(WriteException.class);
    }

    // What is there already

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rwxr-x---", "rw-rw-rw-"})
    void permissions_areKept(String permissions) throws Exception {
        Path file = file("old", permissions);

        deliver(file, "hello");

        assertThat(file).hasContent("hello");
        assertThat(permissions(file)).isEqualTo(permissions);
    }

    @Test
    void privateFile_isPrivateAllAlong() throws Exception {
        Sink sink = sink(file("old", "rw-------"));
        sink.begin();

        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(permissions(file)).isEqualTo("rw-------");
            }
        }
        sink.discard();
    }

    @Test
    void rightToRunAsTheOwner_isNotPassedOn() throws Exception {
        Path file = file("old");
        Files.setAttribute(file, "unix:mode", 04755);

        deliver(file, "hello");

        assertThat((Integer) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0755);
    }

    @Test
    void ownerAndGroup_areKept() throws Exception {
        assumeTrue(isRoot());
        Path file = file("old", "rw-r-----");
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:gid", 54321);

        deliver(file, "hello");

        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 12345)
                .containsEntry("gid", 54321);
        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }

    @Test
    void rightToRunAsTheOwner_isNotPassedOnBySeveralNames() throws Exception {
        Path file = file("old");
        Files.createLink(directory.resolve("other"), file);
        Files.setAttribute(file, "unix:mode", 06755);

        deliver(file, "hello");

        assertThat((Integer) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0755);
    }

    @ParameterizedTest
    @CsvSource({"rw-rw-r--, true", "rw-r-----, true", "rwxr-x--x, true", "rw-r--r--, false", "rw-------, false"})
    void fileThatMayHaveAnAccessControlList_staysTheSameFile(String permissions, boolean same) throws Exception {
        Path file = file("old", permissions);
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        deliver(file, "hello");

        assertThat(key.equals(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey()))
                .isEqualTo(same);
    }

    @Test
    void severalNames_keepTheOneFile() throws Exception {
        Path file = file("something longer than that");
        Path other = Files.createLink(directory.resolve("other"), file);

        deliver(file, "hello");

        assertThat(other).hasContent("hello");
        assertThat(Files.isSameFile(file, other)).isTrue();
    }

    @Test
    void severalNamesAndMoreBytes_keepTheOneFile() throws Exception {
        Path file = file("old");
        Path other = Files.createLink(directory.resolve("other"), file);

        deliver(file, "something longer than that");

        assertThat(other).hasContent("something longer than that");
    }

    @Test
    void severalNamesAndAFailure_keepTheOldBytes() throws Exception {
        Path file = file("old");
        Path other = Files.createLink(directory.resolve("other"), file);
        Sink sink = sink(file);
        sink.begin().write("hello".getBytes(StandardCharsets.UTF_8));

        sink.discard();

        assertThat(other).hasContent("old");
    }

    @Test
    void readOnlyFile_isRefused() throws Exception {
        assumeTrue(!isRoot());
        Path file = file("old", "r--r--r--");

        assertThatThrownBy(() -> sink(file).begin()).hasMessage("cannot write " + file + ": permission denied");
        assertThat(file).hasContent("old");
    }

    @Test
    void folderThatTakesNoFile_hasItsFileWrittenTo() throws Exception {
        assumeTrue(!isRoot());
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path file = Files.writeString(folder.resolve("x"), "old");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));

        deliver(file, "hello");

        assertThat(file).hasContent("hello");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void directory_isRefused() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("x"));

        assertThatThrownBy(() -> sink(folder).begin()).hasMessage("cannot write " + folder + ": it is a directory");
    }

    @Test
    void secondBeginning_dropsTheFirst() throws Exception {
        Path file = file("old");
        Sink sink = sink(file);
        sink.begin().write("hello, and more".getBytes(StandardCharsets.UTF_8));
        sink.begin().write("hello".getBytes(StandardCharsets.UTF_8));

        sink.commit();

        assertThat(file).hasContent("hello");
    }

    // Symbolic links

    @Test
    void link_staysOne() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("x"), Path.of("folder/target"));

        deliver(link, "hello");

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("hello");
    }

    @Test
    void linkToNothing_getsItsTarget() throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        Files.createSymbolicLink(directory.resolve("y"), Path.of("folder/target"));
        Path link = Files.createSymbolicLink(directory.resolve("x"), Path.of("y"));

        deliver(link, "hello");

        assertThat(link).isSymbolicLink();
        assertThat(directory.resolve("y")).isSymbolicLink();
        assertThat(directory.resolve("folder/target")).hasContent("hello");
    }

    @Test
    void linksInACircle_areAFailure() throws Exception {
        Files.createSymbolicLink(directory.resolve("y"), Path.of("x"));
        Path link = Files.createSymbolicLink(directory.resolve("x"), Path.of("y"));

        assertThatThrownBy(() -> sink(link).begin())
                .hasMessage("cannot write " + link + ": too many levels of symbolic links");
    }

    // What is no file

    @Test
    void namedPipe_isWrittenTo() throws Exception {
        Path pipe = directory.resolve("pipe");
        run("mkfifo", pipe.toString());
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });

        deliver(pipe, "hello");

        assertThat(read.get()).isEqualTo("hello");
        assertThat(Files.readAttributes(pipe, "*")).containsEntry("isOther", true);
    }

    /** One like the null device, behind a link. */
    @Test
    void device_isWrittenTo() throws Exception {
        assumeTrue(isRoot() && System.getProperty("os.name").equals("Linux"));
        Path device = directory.resolve("device");
        run("mknod", device.toString(), "c", "1", "3");
        Path link = Files.createSymbolicLink(directory.resolve("x"), Path.of("device"));

        deliver(link, "hello");

        assertThat(Files.readAttributes(device, "*")).containsEntry("isOther", true);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whatIsNoFile_forgetsNothing() throws Exception {
        Path pipe = directory.resolve("pipe");
        run("mkfifo", pipe.toString());

        assertThat(List.of(sink(pipe).forgets(), sink(directory.resolve("x")).forgets()))
                .containsExactly(false, true);
    }
}
