package dev.ptex.sink;

import dev.ptex.digest.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to a file in a folder that takes its name only when {@link #place} says so: a download hands over wrong bytes,
 * too. A link of that name is replaced, and what it leads to stays as it is.
 */
public final class FolderSink extends InterruptibleSink {
    private final Path file;
    private final Path part;
    private Sha256 sha256 = new Sha256();
    private @Nullable OutputStream bytes;

    public FolderSink(Path file) {
        super(file);
        this.file = file;
        this.part = Replacement.part(file);
    }

    @Override
    OutputStream open() throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        sha256 = new Sha256();
        OutputStream stream = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        bytes = stream;
        return new Hashed(stream);
    }

    @Override
    public synchronized void commit() throws WriteException {
        try {
            close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Has the file get the bytes that were committed, and says what their hash is. */
    public synchronized String place() throws WriteException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return sha256.hex();
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
            // The reason for discarding is what the user needs to hear of.
        }
    }

    private void close() throws IOException {
        OutputStream stream = bytes;
        bytes = null;
        if (stream != null) {
            stream.close();
        }
    }

    private final class Hashed extends FilterOutputStream {
        Hashed(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sha256.update(bytes, offset, length);
        }
    }
}
