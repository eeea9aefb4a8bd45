package dev.ptex.transport.file;

import dev.ptex.transport.TransportException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A local file's bytes, whose trouble is worded as a transport's. */
final class FileBody extends FilterInputStream {
    FileBody(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws TransportException {
        try {
            return in.read();
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws TransportException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }
}
