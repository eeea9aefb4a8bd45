package dev.ptex.transport.file;

import dev.ptex.transport.TransportException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** A local file's bytes, whose trouble is worded as a transport's. */
final class FileBody extends FilterInputStream {
    FileBody(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws TransportException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new TransportException("it cannot be read: " + reason(e));
        }
    }

    /** The operating system's word for it, without the path that the JVM puts before it. */
    static String reason(IOException e) {
        String text = e instanceof FileSystemException fse ? fse.getReason() : e.getMessage();
        return text == null ? "input error" : text.toLowerCase(Locale.ROOT);
    }
}
