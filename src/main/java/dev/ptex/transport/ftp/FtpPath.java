package dev.ptex.transport.ftp;

import dev.ptex.transport.TransportException;
import dev.ptex.url.PercentEncoding;
import dev.ptex.url.Url;

/** What a URL's file is called on its FTP server (RFC 1738 section 3.2.2). */
final class FtpPath {
    private FtpPath() {}

    /**
     * From the folder that the login leads to; {@code %2F} at the start means the root.
     *
     * @throws TransportException if the name cannot be told in a command, or is not one of a file
     */
    static String of(Url url) throws TransportException {
        String written = url.path() + url.query().map(query -> "?" + query).orElse("");
        String path = PercentEncoding.decode(untyped(written).replaceFirst("^/", ""));
        if (path.isEmpty() || path.endsWith("/")) {
            throw new TransportException("it is a directory");
        }
        if (!isFit(path)) {
            throw new TransportException("its path has control characters, which no FTP command can carry");
        }
        return path;
    }

    /** Whether a command can carry it: a line break ends one, and what follows would be another (RFC 959 section 5.3). */
    static boolean isFit(String argument) {
        return argument.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    private static String untyped(String path) throws TransportException {
        int type = path.lastIndexOf(";type=");
        if (type < 0) {
            return path;
        }
        if (!path.substring(type + 6).equalsIgnoreCase("i")) {
            throw new TransportException("its ;type= asks for something else than the file's bytes");
        }
        return path.substring(0, type);
    }
}
