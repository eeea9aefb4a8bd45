package dev.ptex.credential;

import dev.ptex.config.Environment;
import dev.ptex.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The passwords of the netrc file, which is read when first asked. Safe for several threads. */
final class Netrc {
    /** curl's; a longer file is none at all, and a device that never ends does no harm. */
    private static final int MAX_LENGTH = 128 * 1024;

    private final Environment environment;
    private final String userHome;
    private @Nullable NetrcFile netrc;
    private volatile String place = "netrc";
    private Optional<String> trouble = Optional.empty();

    /**
     * @param userHome where {@code ~} is if neither HOME nor, on Windows, USERPROFILE is set; libcurl looks at them first,
     *     and so did ptex 1.7
     */
    Netrc(Environment environment, String userHome) {
        this.environment = environment;
        this.userHome = userHome;
    }

    /**
     * @param user whose password is looked for, if that is known
     * @param asked whether the default entry may answer
     */
    Optional<Found> find(String host, Optional<String> user, boolean asked) {
        NetrcFile file = file();
        String entry = file.find(host, user, false).isPresent() ? "machine " + host : "its default entry";
        return file.find(host, user, asked).map(credential -> new Found(credential, place + ", " + entry));
    }

    /**
     * Why the file that NETRC names could not be read, once a password has been looked for. curl would fail; but whoever
     * has set it for all programs also fetches what needs no password.
     */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    private synchronized NetrcFile file() {
        NetrcFile read = netrc;
        if (read == null) {
            Optional<String> named = environment.get("NETRC");
            read = new NetrcFile(named.map(this::named)
                    .orElseGet(() -> usual().flatMap(this::offered).findFirst().orElse("")));
            netrc = read;
        }
        return read;
    }

    private String named(String file) {
        place = file;
        try {
            return text(file);
        } catch (IOException e) {
            trouble = Optional.of("cannot read passwords from NETRC=" + file + ": " + Reason.of(e));
        } catch (InvalidPathException e) {
            trouble = Optional.of("cannot read passwords from NETRC=" + file + ": it is not a path");
        }
        return "";
    }

    private Stream<String> usual() {
        // The JVM calls a home that it does not know "?", which is a folder of the current directory.
        Optional<String> home = environment
                .get("HOME")
                .or(() -> environment
                        .get("USERPROFILE")
                        .filter(folder -> environment.platform().isWindows()))
                .or(() -> Optional.of(userHome).filter(Netrc::isAbsolute));
        return home.stream()
                .flatMap(folder -> Stream.of("/.netrc", "/_netrc")
                        .limit(environment.platform().isWindows() ? 2 : 1)
                        .map(name -> folder + name));
    }

    private static boolean isAbsolute(String folder) {
        try {
            return Path.of(folder).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Nothing if there is no such file: the usual one is an offer, never a must. */
    private Stream<String> offered(String file) {
        try {
            String text = text(file);
            place = file;
            return Stream.of(text);
        } catch (IOException | InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream input = Files.newInputStream(Path.of(file))) {
            byte[] octets = input.readNBytes(MAX_LENGTH + 1);
            if (octets.length > MAX_LENGTH) {
                throw new IOException("it is longer than 128 KiB");
            }
            return new String(octets, StandardCharsets.UTF_8);
        }
    }
}
