package dev.ptex.sink;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Words what goes wrong with a file that is written, which is called as the user calls it. */
final class NamedStream extends FilterOutputStream {
    private final Path file;

    NamedStream(OutputStream stream, Path file) {
        super(stream);
        this.file = file;
    }

    static WriteException failure(Path file, IOException e) {
        return new WriteException("cannot write " + file, e);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws WriteException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
