package dev.ptex.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to what is no regular file: a device, or a named pipe, whose reader is waited for. It stays what it is, and
 * what it has been given is given.
 */
final class DeviceSink implements Sink {
    private final Path device;
    private @Nullable OutputStream open;

    DeviceSink(Path device) {
        this.device = device;
    }

    @Override
    public OutputStream begin() throws WriteException {
        try {
            OutputStream stream = Files.newOutputStream(device, StandardOpenOption.WRITE);
            open = stream;
            return new NamedStream(stream, device);
        } catch (IOException e) {
            throw NamedStream.failure(device, e);
        }
    }

    @Override
    public boolean forgets() {
        return false;
    }

    @Override
    public void commit() throws WriteException {
        try {
            close();
        } catch (IOException e) {
            throw NamedStream.failure(device, e);
        }
    }

    @Override
    public void discard() {
        try {
            close();
        } catch (IOException e) {
            // The reason for discarding is what the user needs to hear of.
        }
    }

    private void close() throws IOException {
        OutputStream stream = open;
        open = null;
        if (stream != null) {
            stream.close();
        }
    }
}
