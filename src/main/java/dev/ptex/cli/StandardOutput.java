package dev.ptex.cli;

import dev.ptex.download.WriteException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * File descriptor 1, written to in sequence and never opened anew, truncated or moved within: scie-pants lets ptex
 * append to a file that it has written the beginning of.
 *
 * <p>{@code System.out} would swallow every error.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(int octet) throws WriteException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws WriteException {
        try {
            descriptor.write(bytes, offset, length);
        } catch (IOException e) {
            throw new WriteException("cannot write to standard output", e, isReaderGone(e));
        }
    }

    /** The JVM tells EPIPE from other errors only by a text, which is in the user's language; so look at the kind. */
    private static boolean isReaderGone(IOException e) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }
}
