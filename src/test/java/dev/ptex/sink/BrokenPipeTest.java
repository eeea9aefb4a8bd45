package dev.ptex.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Platform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows' rule; on other systems, StandardOutputTest has a pipe that is really broken. */
class BrokenPipeTest {
    @TempDir
    Path folder;

    private static boolean isBroken(WritableByteChannel channel, long written) {
        return BrokenPipe.is(new IOException("La pipe n'est pas connectée"), channel, Platform.WINDOWS, written);
    }

    private FileChannel file(int size) throws IOException {
        return FileChannel.open(Files.write(folder.resolve("file"), new byte[size]), StandardOpenOption.APPEND);
    }

    @Test
    void fileWithAllThatWasWritten_isNoPipe() throws Exception {
        try (FileChannel file = file(100)) {
            assertThat(isBroken(file, 100)).isFalse();
        }
    }

    @Test
    void fileThatHadBytesBefore_isNoPipe() throws Exception {
        try (FileChannel file = file(100)) {
            assertThat(isBroken(file, 1)).isFalse();
        }
    }

    @Test
    void sizeOfNothingAfterBytes_isAPipes() throws Exception {
        try (FileChannel pipe = file(0)) {
            assertThat(isBroken(pipe, 100)).isTrue();
        }
    }

    /** It may be a full disk, of which nobody would learn. */
    @Test
    void sizeOfNothingBeforeBytes_isNotTakenForAPipes() throws Exception {
        try (FileChannel either = file(0)) {
            assertThat(isBroken(either, 0)).isFalse();
        }
    }

    @Test
    void whatHasNoSize_isAPipe() throws Exception {
        Pipe pipe = Pipe.open();
        try (WritableByteChannel sink = pipe.sink()) {
            assertThat(isBroken(sink, 0)).isTrue();
        } finally {
            pipe.source().close();
        }
    }
}
