package dev.ptex.cli;

import dev.ptex.download.Sink;
import dev.ptex.download.WriteException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to a file that is there only when it is complete: the bytes go to a temporary file beside it, which takes
 * its place in the end. ptex 1.7 empties the file before it asks for the first byte.
 */
final class FileSink implements Sink {
    private final Path file;
    private final Path part;
    private @Nullable OutputStream open;
    private boolean interrupted;

    FileSink(Path file) {
        this.file = target(file);
        this.part = this.file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt));
    }

    /** Where a symbolic link leads, so that the link stays one, as with curl. */
    private static Path target(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }

    @Override
    public synchronized OutputStream begin() throws WriteException {
        if (interrupted) {
            throw failure(new IOException("interrupted"));
        }
        if (Files.isDirectory(file)) {
            throw new WriteException("cannot write " + file.getFileName(), new IOException("it is a directory"));
        }
        discard();
        try {
            OutputStream stream = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            open = stream;
            return new Part(stream);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public synchronized void commit() throws WriteException {
        try {
            close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public synchronized void discard() {
        try {
            close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // There is nothing else to try, and the reason for discarding is what the user needs to hear of.
        }
    }

    /** For Ctrl-C: the connection that it closes must not lead to another attempt, which nobody would clean up after. */
    private synchronized void interrupt() {
        interrupted = true;
        discard();
    }

    private void close() throws IOException {
        OutputStream stream = open;
        open = null;
        if (stream != null) {
            stream.close();
        }
    }

    private WriteException failure(IOException e) {
        return new WriteException("cannot write " + file.getFileName(), e);
    }

    /** Words the file's trouble. */
    private final class Part extends FilterOutputStream {
        Part(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws WriteException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }
}
