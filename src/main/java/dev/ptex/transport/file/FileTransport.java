package dev.ptex.transport.file;

import dev.ptex.config.Platform;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads local files. libcurl does, so ptex 1.7 did, and three clients rely on it: Pex documents {@code file://} URLs in
 * bootstrap files, and the tests of science and scie-pants use them.
 *
 * <p>Opening a named pipe waits for a writer, as the system has it: no interrupt ends that wait.
 */
@Singleton
public final class FileTransport implements Transport {
    private final Platform platform;

    public FileTransport(Platform platform) {
        this.platform = platform;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public TransportResponse open(TransportRequest request) throws TransportException {
        Path path = path(request.url());
        try {
            if (Files.isDirectory(path)) {
                throw new TransportException("it is a directory");
            }
            // A pipe or a device has no length worth telling.
            OptionalLong length = Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
            return new TransportResponse.Whole(
                    length, Optional.empty(), false, new FileBody(Files.newInputStream(path)));
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    private Path path(Url url) throws TransportException {
        try {
            return Path.of(FilePath.of(url, platform));
        } catch (InvalidPathException e) {
            throw new TransportException("it is not a path of this system");
        }
    }
}
