package dev.ptex.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/** The operating systems whose rules differ. Whoever has such a rule takes the platform as an argument. */
public enum Platform {
    WINDOWS,
    MACOS,
    /** Linux, and whatever else is like it. */
    UNIX;

    private static final String VERBATIM = "\\\\?\\";
    private static final String VERBATIM_SHARE = VERBATIM + "UNC\\";

    public static Platform ofThisMachine() {
        return of(System.getProperty("os.name", ""));
    }

    /** @param system as the JVM calls it */
    static Platform of(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") ? MACOS : UNIX;
    }

    public boolean isWindows() {
        return this == WINDOWS;
    }

    /**
     * The path that somebody has written on this machine.
     *
     * @throws InvalidPathException if it cannot be one here
     */
    public Path path(String written) {
        return Path.of(plain(written));
    }

    /** Without Windows' verbatim prefix, which Rust's canonical paths have and Java up to 20 refuses. */
    public String plain(String path) {
        if (!isWindows() || !path.startsWith(VERBATIM)) {
            return path;
        }
        return path.startsWith(VERBATIM_SHARE)
                ? "\\\\" + path.substring(VERBATIM_SHARE.length())
                : path.substring(VERBATIM.length());
    }

    /** What stands between the paths of a list. */
    public String listSeparator() {
        return isWindows() ? ";" : ":";
    }

    /** The order by which names of environment variables are told apart: on Windows, they have no case. */
    Comparator<String> variableNames() {
        return isWindows() ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
    }
}
