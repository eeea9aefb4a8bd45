package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the bytes go. */
class OutputIT {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final int MOMENTS = 25;

    @TempDir
    Path home;

    @TempDir
    Path temporary;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Path verified(String url) throws Exception {
        return Files.writeString(
                home.resolve("lift.json"),
                "{\"ptex\": {\"a\": \"" + url + "\"}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"size\": 5,"
                        + " \"hash\": \"" + HELLO + "\"}]}}}");
    }

    private static Stream<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    // Standard output

    @Test
    void openFile_isAppendedToAtItsOffset() throws Exception {
        // scie-pants writes a page's beginning, then lets ptex go on.
        server.on("/x", Reply.ok("hello"));
        Path page = Files.writeString(home.resolve("page"), "0123456789abcdef");

        ProcessResult result = ptex(home, server.url("/x")).runIntoOpenFile(page, "<h1>");

        assertThat(page).as(result.toString()).hasContent("<h1>hello9abcdef");
    }

    @Test
    void verifiedBytes_areWrittenAtTheOffsetToo() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path page = Files.writeString(home.resolve("page"), "0123456789abcdef");

        ptex(home, verified(server.url("/x")).toString(), "a").runIntoOpenFile(page, "<h1>");

        assertThat(page).hasContent("<h1>hello9abcdef");
    }

    @Test
    void readerThatGoesAway_endsItQuietly() {
        server.on("/x", Reply.ok(new byte[5_000_000]));

        ProcessResult result = ptex(home, server.url("/x")).runIntoReaderOf(10);

        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isEqualTo(141);
    }

    @Test
    void readerThatGoesAway_endsItQuietlyInAnyLanguage() {
        server.on("/x", Reply.ok(new byte[5_000_000]));

        ProcessResult result =
                ptex(home, server.url("/x")).env("LC_ALL", "de_DE.UTF-8").runIntoReaderOf(10);

        assertThat(result.exit()).as(result.toString()).isEqualTo(141);
    }

    @Test
    void slowReaderOfAPipeThatDoesNotBlock_getsEveryByte() throws Exception {
        assumeTrue(PtexProcess.hasProgram("python3"));
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        server.on("/x", Reply.ok(bytes));

        try (RunningProcess running = ptex(home, server.url("/x")).startWithPipeThatDoesNotBlock()) {
            byte[] first = running.readStdout(1);
            ProcessResult result = running.result();

            assertThat(result.stderr()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(first).isEqualTo(Arrays.copyOf(bytes, 1));
            assertThat(result.stdout()).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    @Test
    void signalWhileNobodyReads_endsIt() throws Exception {
        assumeTrue(PtexProcess.hasProgram("python3"));
        server.on("/x", Reply.ok(new byte[3_000_000]));

        try (RunningProcess running = ptex(home, server.url("/x")).startWithPipeThatDoesNotBlock()) {
            running.readStdout(1);

            assertThat(running.signal("TERM").result().exit()).isEqualTo(143);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDisk_isAFailureThatSaysSo() throws Exception {
        server.on("/x", Reply.ok("hello"));

        for (ProcessResult result : new ProcessResult[] {
            ptex(home, server.url("/x")).runIntoFullDevice(),
            ptex(home, verified(server.url("/x")).toString(), "a").runIntoFullDevice(),
            ptex(home, "-V").runIntoFullDevice()
        }) {
            assertThat(result.stderr()).isEqualTo("ptex: cannot write to standard output: no space left on device\n");
            assertThat(result.exit()).isEqualTo(1);
        }
    }

    @Test
    void closedStandardOutput_isAFailure() {
        server.on("/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, server.url("/x")).runWithoutStdout();

        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr()).startsWith("ptex: cannot write to standard output");
    }

    @Test
    void brokenBody_isAFailureAfterWhatWasThere() {
        server.on("/x", Reply.ok("hello").cutAfter(3));

        ProcessResult result = ptex(home, server.url("/x")).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat("hello").startsWith(result.text());
        assertThat(result.stderr())
                .matches("ptex: Failed to fetch " + server.url("/x")
                        + ": the connection was closed after [0-3] of 5 bytes\n");
    }

    // -O

    @Test
    void remoteName_isTheLastSegmentAsWritten() throws Exception {
        server.on("/dir/a%2Fb+c?q=/z", Reply.ok("hello"));

        ProcessResult result = ptex(home, "-O", server.url("/dir/a%2Fb+c?q=/z")).run();

        assertThat(home.resolve("a%2Fb+c")).as(result.toString()).hasContent("hello");
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void remoteNameOfAFileUrl_isCopied() throws Exception {
        // science's tests download with file: URLs.
        Path source =
                Files.writeString(Files.createDirectory(home.resolve("dir")).resolve("scie-jump"), "jump");

        ptex(home, "-O", "file://" + source).run();

        assertThat(home.resolve("scie-jump")).hasContent("jump");
    }

    @Test
    void failedFetch_leavesTheFileAndNoLitter() throws Exception {
        server.on("/x", Reply.status(404)).on("/y/x", Reply.ok("hello").cutAfter(3));
        Files.writeString(home.resolve("x"), "old");

        assertThat(ptex(home, "-O", server.url("/x")).run().exit()).isEqualTo(1);
        assertThat(ptex(home, "-O", server.url("/y/x")).run().exit()).isEqualTo(1);

        assertThat(home.resolve("x")).hasContent("old");
        assertThat(names(home)).containsExactly("x");
    }

    @Test
    void successfulFetch_replacesTheFile() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Files.writeString(home.resolve("x"), "something longer than that");

        ptex(home, "-O", server.url("/x")).run();

        assertThat(home.resolve("x")).hasContent("hello");
        assertThat(names(home)).containsExactly("x");
    }

    @Test
    void replacedFile_keepsItsPermissions() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path file = Files.writeString(home.resolve("x"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        ptex(home, "-O", server.url("/x")).run();

        assertThat(file).hasContent("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void fileWithTwoNames_keepsThem() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path other = Files.createLink(home.resolve("other"), Files.writeString(home.resolve("x"), "old"));

        ptex(home, "-O", server.url("/x")).run();

        assertThat(other).hasContent("hello");
        assertThat(names(home)).containsExactlyInAnyOrder("x", "other");
    }

    @Test
    void fileWithTwoNamesAndABrokenBody_isAsItWas() throws Exception {
        server.on("/x", Reply.ok("hello").cutAfter(3));
        Path other = Files.createLink(home.resolve("other"), Files.writeString(home.resolve("x"), "old"));

        assertThat(ptex(home, "-O", server.url("/x")).run().exit()).isEqualTo(1);

        assertThat(other).hasContent("old");
        assertThat(names(home)).containsExactlyInAnyOrder("x", "other");
    }

    @Test
    void linkToNothing_isFollowed() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path target = Files.createDirectory(home.resolve("folder")).resolve("target");
        Path link = Files.createSymbolicLink(home.resolve("x"), Path.of("folder/target"));

        ptex(home, "-O", server.url("/x")).run();

        assertThat(target).hasContent("hello");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void longestName_isTaken() throws Exception {
        String name = "x".repeat(255);
        server.on("/" + name, Reply.ok("hello"));

        ProcessResult result = ptex(home, "-O", server.url("/" + name)).run();

        assertThat(home.resolve(name)).as(result.toString()).hasContent("hello");
    }

    @Test
    void namedPipe_isWrittenTo() throws Exception {
        server.on("/x", Reply.ok("hello"));
        Path pipe = home.resolve("x");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        try (RunningProcess running = ptex(home, "-O", server.url("/x")).start()) {
            assertThat(pipe).hasContent("hello");
            assertThat(running.result().exit()).isZero();
        }

        assertThat(Files.readAttributes(pipe, "*")).containsEntry("isOther", true);
        assertThat(names(home)).containsExactly("x");
    }

    @Test
    void namedPipeThatNobodyReads_isLeftOnASignal() throws Exception {
        server.on("/x", Reply.ok("hello"));
        assertThat(new ProcessBuilder("mkfifo", home.resolve("x").toString())
                        .start()
                        .waitFor())
                .isZero();

        try (RunningProcess running = ptex(home, "-O", server.url("/x")).start()) {
            server.takeRequest();

            assertThat(running.signal("INT").result().exit()).isEqualTo(130);
        }
    }

    /** It has the numbers of the null device, which a run as root once made a file of. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void deviceBehindALink_staysOne() throws Exception {
        assumeTrue(isRoot(), "only root can make a device");
        server.on("/x", Reply.ok("hello"));
        Path device = home.resolve("device");
        assertThat(new ProcessBuilder("mknod", device.toString(), "c", "1", "3")
                        .start()
                        .waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(home.resolve("x"), Path.of("device"));

        ProcessResult result = ptex(home, "-O", server.url("/x")).run();

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(Files.readAttributes(device, "*")).containsEntry("isOther", true);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void readOnlyFile_isRefused() throws Exception {
        assumeTrue(!isRoot(), "root may write to any file");
        server.on("/x", Reply.ok("hello"));
        Path file = Files.writeString(home.resolve("x"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        ProcessResult result = ptex(home, "-O", server.url("/x")).run();

        assertThat(result.stderr()).isEqualTo("ptex: cannot write x: permission denied\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(file).hasContent("old");
    }

    private boolean isRoot() throws Exception {
        return Files.getAttribute(home, "unix:uid").equals(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/a/", "/a/..", "/.", "/nul", "/COM1.txt"})
    void nameThatIsNone_isRefused(String path) throws Exception {
        ProcessResult result = ptex(home, "-O", server.url(path)).run();

        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.stderr()).startsWith("ptex: -O ");
        assertThat(server.requests()).isEmpty();
        assertThat(names(home)).isEmpty();
    }

    // Litter

    @Test
    void spool_isNeverLeft() throws Exception {
        server.on("/x", Reply.ok("hello"));

        ProcessResult result = ptex(home, verified(server.url("/x")).toString(), "a")
                .env("TMPDIR", temporary.toString())
                .env("PTEX_CACHE_DIR", "/dev/null/none")
                .run();

        assertThat(result.text()).isEqualTo("hello");
        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void noPlaceForASpool_bytesAreStreamedAndChecked() throws Exception {
        server.on("/x", Reply.ok("hello"), Reply.ok("jello"));
        PtexProcess ptex = ptex(home, verified(server.url("/x")).toString(), "a")
                .env("TMPDIR", "/nonexistent")
                .env("PTEX_CACHE_DIR", "/dev/null/none");

        ProcessResult right = ptex.run();
        ProcessResult wrong = ptex.run();

        assertThat(right.text()).isEqualTo("hello");
        assertThat(right.exit()).isZero();
        assertThat(right.stderr()).isEmpty();
        assertThat(wrong.text()).isEqualTo("jello");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.stderr()).contains("it has 5 bytes with sha256 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void signal_endsItWithoutLitterOrTrace(String signal) throws Exception {
        server.on("/x", Reply.ok("hello").stallAfter(3));
        Path manifest = verified(server.url("/x"));
        PtexProcess ptex = ptex(home, manifest.toString(), "a")
                .env("TMPDIR", temporary.toString())
                .env("PTEX_CACHE_DIR", "/dev/null/none");

        try (RunningProcess running = ptex.start()) {
            server.takeRequest();
            ProcessResult result = running.signal(signal).result();

            assertThat(result.exit()).isEqualTo(128 + (signal.equals("INT") ? 2 : signal.equals("TERM") ? 15 : 9));
            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout()).isEmpty();
        }
        assertThat(names(temporary)).isEmpty();
    }

    /** Also while it starts: whoever ends it must not wait for a server, or for a reader. */
    @Test
    void signalAtAnyMoment_endsIt() throws Exception {
        server.on("/x", Reply.ok("hello").stallAfter(3));
        long begin = System.nanoTime();
        ptex(home, "-V").run();
        long start = System.nanoTime() - begin;

        for (int moment = 0; moment < MOMENTS; moment++) {
            try (RunningProcess running =
                    ptex(home, server.url("/x")).env("PTEX_READ_TIMEOUT", "10m").start()) {
                TimeUnit.NANOSECONDS.sleep(start * moment / MOMENTS);
                ProcessResult result = running.signal("TERM").result();

                assertThat(result.exit()).as(result.toString()).isEqualTo(143);
                assertThat(result.stderr()).isEmpty();
            }
        }
    }

    @Test
    void interruptedRemoteName_leavesNoLitter() throws Exception {
        server.on("/x", Reply.ok("hello").stallAfter(3));

        try (RunningProcess running = ptex(home, "-O", server.url("/x")).start()) {
            while (running.isAlive() && names(home).findAny().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(running.signal("INT").result().exit()).isEqualTo(130);
        }
        assertThat(names(home)).isEmpty();
    }
}
