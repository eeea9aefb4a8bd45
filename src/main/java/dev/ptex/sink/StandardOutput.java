package dev.ptex.sink;

import dev.ptex.config.Platform;
import dev.ptex.retry.Sleeper;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * File descriptor 1, written to in sequence and never opened anew, truncated or moved within: scie-pants lets ptex
 * append to a file that it has written the beginning of.
 *
 * <p>{@code System.out} would swallow every error, and a {@code FileOutputStream} loses count where a pipe or a socket
 * does not block: it fails in the middle of an array without telling how much of it is out. A channel tells. Nothing in
 * the JDK can wait until an inherited descriptor may be written to, and other processes depend on its mode; so this one
 * looks again and again.
 */
public final class StandardOutput extends OutputStream implements TransferTarget {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(16);

    private final WritableByteChannel channel;
    private final Platform platform;
    private final Sleeper sleeper;
    private long written;

    StandardOutput(WritableByteChannel channel, Platform platform, Sleeper sleeper) {
        this.channel = channel;
        this.platform = platform;
        this.sleeper = sleeper;
    }

    public static StandardOutput ofThisProcess(Platform platform) {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out).getChannel(), platform, Sleeper.system());
    }

    /** Writes text as UTF-8, whatever the locale is. */
    public void print(String text) throws WriteException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(int octet) throws WriteException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws WriteException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        write(length, done -> channel.write(left));
    }

    @Override
    public void transferFrom(FileChannel file, long position, long count) throws WriteException {
        write(count, done -> {
            if (position + done >= file.size()) {
                throw new EOFException("the temporary file is shorter than it was");
            }
            return file.transferTo(position + done, count - done, channel);
        });
    }

    /** Writes some of what is left. */
    private interface Step {
        long write(long done) throws IOException;
    }

    private void write(long length, Step step) throws WriteException {
        Duration pause = SHORTEST_PAUSE;
        try {
            for (long done = 0; done < length; ) {
                long taken = step.write(done);
                done += taken;
                written += taken;
                if (taken > 0) {
                    pause = SHORTEST_PAUSE;
                } else {
                    sleeper.sleep(pause);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (IOException e) {
            throw new WriteException(
                    "cannot write to standard output", e, BrokenPipe.is(e, channel, platform, written));
        }
    }
}
