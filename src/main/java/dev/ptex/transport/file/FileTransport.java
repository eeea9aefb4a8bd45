package dev.ptex.transport.file;

import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.File;
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
 */
@Singleton
public final class FileTransport implements Transport {
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
            return new TransportResponse(0, length, Optional.empty(), false, new FileBody(Files.newInputStream(path)));
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    /** Where the file is (RFC 8089): only this machine's files, and {@code /C:/} is a drive on Windows. */
    private static Path path(Url url) throws TransportException {
        if (!url.host().isEmpty() && !url.host().equalsIgnoreCase("localhost")) {
            throw new TransportException("a file: URL of another machine cannot be read");
        }
        String decoded = PercentEncoding.decode(url.path());
        boolean drive = decoded.matches("/[A-Za-z]:.*");
        try {
            return Path.of(drive && File.separatorChar == '\\' ? decoded.substring(1) : decoded);
        } catch (InvalidPathException e) {
            throw new TransportException("it is not a path of this system");
        }
    }
}
