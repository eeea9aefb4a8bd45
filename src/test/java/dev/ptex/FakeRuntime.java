package dev.ptex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A Java runtime whose java is a script: it shows how it is called, and writes a class-data archive where it is told to.
 *
 * @param home a folder with the name that java shows
 */
record FakeRuntime(Path home) {
    static FakeRuntime make(Path home, String release) throws IOException {
        return make(home, release, 0);
    }

    /** @param exit its exit code when it has written an archive */
    static FakeRuntime make(Path home, String release, int exit) throws IOException {
        FakeRuntime runtime = new FakeRuntime(home);
        Files.createDirectories(home.resolve("bin"));
        script(runtime.java(), """
                echo started >>"$0.starts"
                for word; do
                  case $word in -XX:ArchiveClassesAtExit=*) printf archive >"${word#*=}" && exit %d ;; esac
                done
                name=${0%%/bin/java}
                printf '%%s LC_ALL=%%s ' "${name##*/}" "$LC_ALL"
                printf '<%%s>' "$@"
                """.formatted(exit));
        Files.writeString(home.resolve("release"), release);
        return runtime;
    }

    static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path java() {
        return home.resolve("bin/java");
    }

    /** How often java was started. */
    int starts() throws IOException {
        Path starts = home.resolve("bin/java.starts");
        return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
    }
}
