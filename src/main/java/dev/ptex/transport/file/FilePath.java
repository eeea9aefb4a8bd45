package dev.ptex.transport.file;

import dev.ptex.config.Platform;
import dev.ptex.transport.TransportException;
import dev.ptex.url.PercentEncoding;
import dev.ptex.url.Url;

/** What a {@code file:} URL's file is called on a platform (RFC 8089). */
final class FilePath {
    private FilePath() {}

    /** Windows takes slashes in its paths; there, a host is that of a share, and {@code /C:/} is a drive. */
    static String of(Url url, Platform platform) throws TransportException {
        String path = PercentEncoding.decode(url.path());
        if (!url.host().isEmpty()) {
            if (!platform.isWindows()) {
                throw new TransportException("a file: URL of another machine cannot be read");
            }
            return "//" + PercentEncoding.decode(url.host()) + path;
        }
        boolean drive = path.matches("(?s)/[A-Za-z]:.*");
        return drive && platform.isWindows() ? path.substring(1) : path;
    }
}
