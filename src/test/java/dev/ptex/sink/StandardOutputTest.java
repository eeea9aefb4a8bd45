package dev.ptex.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Platform;
import dev.ptex.retry.Sleeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
    private static final Platform PLATFORM = Platform.ofThisMachine();

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void pipeThatIsFull_isWaitedForWithoutLosingOrRepeatingAByte() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.sink().configureBlocking(false);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        // Whenever there is no room, a reader takes an odd number of bytes.
        Sleeper slowReader = pause -> {
            pauses.add(pause);
            readOnce(pipe, read);
        };
        byte[] bytes = new byte[1_000_003];
        new Random(1).nextBytes(bytes);

        new StandardOutput(pipe.sink(), PLATFORM, slowReader).write(bytes, 0, bytes.length);
        pipe.sink().close();
        boolean more = true;
        while (more) {
            more = readOnce(pipe, read);
        }

        assertThat(pauses).isNotEmpty();
        assertThat(read.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void partOfAFile_isAllWrittenToAPipeThatIsFull(@TempDir Path directory) throws Exception {
        byte[] bytes = new byte[1_000_003];
        new Random(2).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file"), bytes);
        Pipe pipe = Pipe.open();
        pipe.sink().configureBlocking(false);
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (FileChannel channel = FileChannel.open(file)) {
            new StandardOutput(pipe.sink(), PLATFORM, pause -> readOnce(pipe, read))
                    .transferFrom(channel, 3, bytes.length - 5);
        }
        pipe.sink().close();
        boolean more = true;
        while (more) {
            more = readOnce(pipe, read);
        }

        assertThat(read.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 3, bytes.length - 2));
    }

    @Test
    void fileThatHasBecomeShorter_isAnError(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[10]);
        try (FileChannel channel = FileChannel.open(file);
                FileChannel target = FileChannel.open(
                        directory.resolve("target"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            StandardOutput output = new StandardOutput(target, PLATFORM, pauses::add);

            assertThatThrownBy(() -> output.transferFrom(channel, 0, 11))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("the temporary file is shorter than it was");
        }
    }

    /** @return whether there was anything to read */
    private static boolean readOnce(Pipe pipe, ByteArrayOutputStream target) {
        ByteBuffer buffer = ByteBuffer.allocate(10_007);
        try {
            int read = pipe.source().read(buffer);
            target.write(buffer.array(), 0, Math.max(0, read));
            return read > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pauses_growToASixtiethOfASecond() throws Exception {
        WritableByteChannel full = new Full(12);

        new StandardOutput(full, PLATFORM, pauses::add).write(new byte[1], 0, 1);

        assertThat(pauses.get(0)).isEqualTo(Duration.ofMillis(1));
        assertThat(pauses).hasSize(12).isSorted().endsWith(Duration.ofMillis(16));
    }

    @Test
    void readerThatWentAway_isKnownWhateverItIsCalled() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().close();

        assertThat(failure(pipe.sink()).readerGone()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDisk_isNoReaderThatWentAway() throws Exception {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            WriteException failure = failure(full);

            assertThat(failure.readerGone()).isFalse();
            assertThat(failure).hasMessage("cannot write to standard output: no space left on device");
        }
    }

    private WriteException failure(WritableByteChannel channel) {
        return catchThrowableOfType(
                WriteException.class,
                () -> new StandardOutput(channel, PLATFORM, pauses::add).write(new byte[1], 0, 1));
    }

    /** A channel that takes a byte only when it is asked again so many times. */
    private static final class Full implements WritableByteChannel {
        private int refusals;

        Full(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public int write(ByteBuffer source) {
            if (refusals-- > 0) {
                return 0;
            }
            source.get();
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
