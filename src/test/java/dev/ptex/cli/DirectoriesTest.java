package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoriesTest {
    /** No system has a path with this in it. */
    private static final String NO_PATH = "/a\0b";

    @TempDir
    Path home;

    private static Optional<Path> cache(Platform platform, Map<String, String> environment) {
        return new Directories(new Environment(environment, platform), Optional.empty()).cache();
    }

    private static Optional<Path> cache(String setting) {
        return new Directories(new Environment(Map.of()), Optional.of(setting)).cache();
    }

    private static Path temporary(Map<String, String> environment) {
        return new Directories(new Environment(environment), Optional.empty()).temporary();
    }

    @ParameterizedTest
    @CsvSource({
        "UNIX, HOME, .cache/ptex",
        "MACOS, HOME, Library/Caches/ptex",
        "WINDOWS, LOCALAPPDATA, ptex",
        "UNIX, XDG_CACHE_HOME, ptex"
    })
    void eachSystem_hasItsPlace(Platform platform, String variable, String place) {
        assertThat(cache(platform, Map.of(variable, home.toString()))).contains(home.resolve(place));
    }

    @Test
    void setting_comesFirst() {
        assertThat(new Directories(new Environment(Map.of("HOME", home.toString())), Optional.of("/elsewhere")).cache())
                .contains(Path.of("/elsewhere"));
    }

    @ParameterizedTest
    @CsvSource({"UNIX, HOME", "MACOS, HOME", "WINDOWS, LOCALAPPDATA"})
    void homeThatIsNoDirectory_isNone(Platform platform, String variable) throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        for (String none : new String[] {home.resolve("missing").toString(), file.toString(), NO_PATH, ""}) {
            assertThat(cache(platform, Map.of(variable, none))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "", ".", NO_PATH})
    void xdgCacheHomeThatSaysNothing_isPassedOver(String text) {
        assertThat(cache(Platform.UNIX, Map.of("HOME", home.toString(), "XDG_CACHE_HOME", text)))
                .contains(home.resolve(".cache/ptex"));
    }

    @Test
    void relativeHome_isNone() {
        assertThat(cache(Platform.UNIX, Map.of("HOME", "."))).isEmpty();
    }

    @Test
    void settingThatIsNoPath_isNone() {
        assertThat(cache(NO_PATH)).isEmpty();
    }

    @Test
    void temporaryDirectoryThatIsNoPath_isTheSystems() {
        assertThat(temporary(Map.of("TMPDIR", NO_PATH))).isEqualTo(temporary(Map.of()));
        assertThat(temporary(Map.of("TMPDIR", home.toString()))).isEqualTo(home);
    }
}
