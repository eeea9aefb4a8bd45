package dev.ptex.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PrivateFolderTest {
    private static final int SOMEBODY_ELSE = 12345;

    @TempDir
    Path directory;

    private Path cache() {
        return directory.resolve("cache");
    }

    private PrivateFolder open() throws IOException {
        return PrivateFolder.open(cache(), "own");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void setMode(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
    }

    private void giveAway(Path file) throws IOException {
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0));
        Files.setAttribute(file, "unix:uid", SOMEBODY_ELSE);
    }

    // The folder

    @Test
    void folderAndWhatIsAboveIt_areMadeForTheOwnerOnly() throws Exception {
        PrivateFolder.open(directory.resolve("a/b"), "own");

        for (String made : new String[] {"a", "a/b", "a/b/own"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(made))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void opened_isEmpty() throws Exception {
        open();

        assertThat(cache().resolve("own")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0770, 0707, 0777, 01777})
    void folderThatOthersMayWriteTo_isNotUsed(int mode) throws Exception {
        open();
        setMode(cache().resolve("own"), mode);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void folderOfSomebodyElse_isNotUsed() throws Exception {
        open();
        giveAway(cache().resolve("own"));

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void linkInPlaceOfTheFolder_isNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"), OwnerOnly.directoryAttributes());
        Files.createDirectory(cache());
        Files.createSymbolicLink(cache().resolve("own"), elsewhere);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void directoryAboveThatEverybodyMayWriteTo_isNotUsed() throws Exception {
        Files.createDirectory(cache());
        setMode(cache(), 0757);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        assertThat(cache()).isEmptyDirectory();
    }

    @Test
    void directoryAboveInWhichFilesAreTheirOwnersOnly_isUsed() throws Exception {
        Files.createDirectory(cache());
        setMode(cache(), 01777);

        open();
    }

    @Test
    void directoryAboveThatAUsersOwnGroupMayWriteTo_isUsed() throws Exception {
        Files.createDirectory(cache());
        setMode(cache(), 0700);
        boolean own =
                Files.getOwner(cache()).getName().equals(String.valueOf(Files.getAttribute(cache(), "posix:group")));
        assumeTrue(own);
        setMode(cache(), 0770);

        open();
    }

    @Test
    void directoryAboveThatAnotherGroupMayWriteTo_isNotUsed() throws Exception {
        Files.createDirectory(cache());
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0));
        Files.setAttribute(cache(), "unix:gid", SOMEBODY_ELSE);
        setMode(cache(), 0770);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    /** As root finds it with a user's HOME. */
    @Test
    void directoryAboveOfSomebodyElse_isNotUsedAndNothingStays() throws Exception {
        Files.createDirectory(cache());
        giveAway(cache());

        assertThatThrownBy(() -> PrivateFolder.open(cache().resolve("ptex"), "own"))
                .isInstanceOf(IOException.class);
        assertThat(cache()).isEmptyDirectory();
    }

    @Test
    void linkToTheCacheDirectory_isFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"), OwnerOnly.directoryAttributes());
        Files.createSymbolicLink(cache(), elsewhere);

        open();

        assertThat(elsewhere.resolve("own")).isDirectory();
    }

    @Test
    void fileInPlaceOfTheCacheDirectory_isAFailure() throws Exception {
        Files.writeString(cache(), "x");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        assertThat(cache()).hasContent("x");
    }

    // Its files

    @Test
    void replacedFile_isRead() throws Exception {
        PrivateFolder folder = open();
        folder.replace("x", bytes("old"));
        folder.replace("x", bytes("new"));

        assertThat(folder.read("x", 3)).hasValue(bytes("new"));
        assertThat(cache().resolve("own")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void fileThatIsTooLong_isNotRead() throws Exception {
        PrivateFolder folder = open();
        folder.replace("x", bytes("long"));

        assertThatThrownBy(() -> folder.read("x", 3)).isInstanceOf(IOException.class);
    }

    @Test
    void missingFile_isNothing() throws Exception {
        assertThat(open().read("x", 3)).isEmpty();
    }

    @Test
    void linkInPlaceOfAFile_isNeitherReadNorOpened() throws Exception {
        PrivateFolder folder = open();
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Files.createSymbolicLink(folder.resolve("x"), target);

        assertThatThrownBy(() -> folder.read("x", 100)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
        assertThat(target).hasContent("precious");
    }

    @Test
    void linkToNothing_isNotOpened() throws Exception {
        PrivateFolder folder = open();
        Files.createSymbolicLink(folder.resolve("x"), directory.resolve("target"));

        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    void fileWithAnotherName_isNotOpened() throws Exception {
        PrivateFolder folder = open();
        Path target = Files.createFile(directory.resolve("target"), OwnerOnly.attributes());
        Files.createLink(folder.resolve("x"), target);

        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0620, 0602})
    void fileThatOthersMayWriteTo_isNotOpened(int mode) throws Exception {
        PrivateFolder folder = open();
        folder.replace("x", bytes("x"));
        setMode(folder.resolve("x"), mode);

        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
    }

    @Test
    void fileOfSomebodyElse_isNotOpened() throws Exception {
        PrivateFolder folder = open();
        folder.replace("x", bytes("x"));
        giveAway(folder.resolve("x"));

        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
    }

    @Test
    void namedPipe_isNeitherReadNorOpened() throws Exception {
        PrivateFolder folder = open();
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("x").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThatThrownBy(() -> folder.read("x", 100)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> folder.openChannel("x")).isInstanceOf(IOException.class);
    }

    @Test
    void folderThatCannotBeListed_isSweptInSilence() throws Exception {
        PrivateFolder folder = open();
        folder.replace("x", bytes("x"));
        setMode(cache().resolve("own"), 0300);

        folder.sweep(Pattern.compile("y"), Instant.now());

        setMode(cache().resolve("own"), 0700);
        assertThat(folder.read("x", 1)).isPresent();
    }

    @Test
    void folderWithANameToSweep_stays() throws Exception {
        PrivateFolder folder = open();
        Path inside = Files.createDirectory(folder.resolve("x"));
        Files.setLastModifiedTime(inside, FileTime.fromMillis(0));

        folder.sweep(Pattern.compile("x"), Instant.now());

        assertThat(inside).isDirectory();
    }
}
