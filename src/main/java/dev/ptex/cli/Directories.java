package dev.ptex.cli;

import dev.ptex.config.Environment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directories that the environment names. One that is no path on this system counts as not named: a run can do
 * without.
 *
 * @param setting the cache directory that the user asks for
 */
record Directories(Environment environment, Optional<String> setting) {
    /** Where what can be fetched again is kept; nowhere if there is no home. Whether it can be used is not known yet. */
    Optional<Path> cache() {
        Optional<Path> wanted =
                setting.isPresent() ? setting.flatMap(this::path) : usual().map(path -> path.resolve("ptex"));
        // In a current directory that was removed there is nothing; and its name must not be made again.
        return wanted.filter(
                path -> path.isAbsolute() || Files.isDirectory(Path.of("").toAbsolutePath()));
    }

    /** TMPDIR, as every other tool has it; the JVM does not look at it. */
    Path temporary() {
        return environment
                .get("TMPDIR")
                .flatMap(this::path)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    private Optional<Path> usual() {
        return switch (environment.platform()) {
            case WINDOWS -> home("LOCALAPPDATA");
            case MACOS -> home("HOME").map(home -> home.resolve("Library/Caches"));
            case UNIX ->
                // As the XDG specification has it, a relative path says nothing, and one that is not there is made.
                environment
                        .get("XDG_CACHE_HOME")
                        .flatMap(this::path)
                        .filter(Path::isAbsolute)
                        .or(() -> home("HOME").map(home -> home.resolve(".cache")));
        };
    }

    /** A home that is not there is not made: it says that there is none ({@code /nonexistent}, in Debian). */
    private Optional<Path> home(String variable) {
        return environment
                .get(variable)
                .flatMap(this::path)
                .filter(Path::isAbsolute)
                .filter(Files::isDirectory);
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(environment.platform().path(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
