package dev.ptex.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where settings files are: by full path, as whoever owns the current directory must not configure ptex. */
record SettingsPlaces(Environment environment) {
    private static final String NAMED = "PTEX_CONFIG";
    private static final String FILE = "ptex/ptex.properties";
    private static final String MACOS = "Library/Application Support";

    /**
     * The machine's, the user's and the one that PTEX_CONFIG names; the later ones count more.
     *
     * @throws SettingsException if PTEX_CONFIG is no full path
     */
    List<SettingsFile> files() {
        return Stream.of(machine().map(SettingsFile::offered), user().map(SettingsFile::offered), named())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Path> machine() {
        return switch (environment.platform()) {
            case WINDOWS -> directory("PROGRAMDATA").map(data -> data.resolve(FILE));
            case MACOS -> Optional.of(Path.of("/" + MACOS, FILE));
            case UNIX -> Optional.of(Path.of("/etc", FILE));
        };
    }

    private Optional<Path> user() {
        Optional<Path> folder = switch (environment.platform()) {
            case WINDOWS -> directory("APPDATA");
            case MACOS -> directory("HOME").map(home -> home.resolve(MACOS));
            case UNIX -> directory("XDG_CONFIG_HOME").or(() -> directory("HOME").map(home -> home.resolve(".config")));
        };
        return folder.map(path -> path.resolve(FILE));
    }

    /** As the XDG specification has it, a relative path says nothing. */
    private Optional<Path> directory(String variable) {
        try {
            return environment.get(variable).map(environment.platform()::path).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<SettingsFile> named() {
        Optional<String> written = environment.get(NAMED);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = environment.platform().path(written.get());
            if (path.isAbsolute()) {
                return Optional.of(SettingsFile.named(NAMED, path));
            }
        } catch (InvalidPathException e) {
            // Then it is no full path either.
        }
        throw new SettingsException(
                "cannot read settings from " + NAMED + "=" + written.get() + ": it is not a full path");
    }
}
