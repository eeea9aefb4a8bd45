package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
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

    private static Optional<Path> cache(String system, Map<String, String> environment) {
        return new Directories(new Environment(environment), Optional.empty(), system).cache();
    }

    private static Optional<Path> cache(String setting) {
        return new Directories(new Environment(Map.of()), Optional.of(setting), "Linux").cache();
    }

    private static Path temporary(Map<String, String> environment) {
        return new Directories(new Environment(environment), Optional.empty(), "Linux").temporary();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, HOME, .cache/ptex",
        "Mac OS X, HOME, Library/Caches/ptex",
        "Windows 11, LOCALAPPDATA, ptex",
        "Linux, XDG_CACHE_HOME, ptex"
    })
    void eachSystem_hasItsPlace(String system, String variable, String place) {
        assertThat(cache(system, Map.of(variable, home.toString()))).contains(home.resolve(place));
    }

    @Test
    void setting_comesFirst() {
        assertThat(new Directories(new Environment(Map.of("HOME", home.toString())), Optional.of("/elsewhere"), "Linux")
                        .cache())
                .contains(Path.of("/elsewhere"));
    }

    @ParameterizedTest
    @CsvSource({"Linux, HOME", "Mac OS X, HOME", "Windows 11, LOCALAPPDATA"})
    void homeThatIsNoDirectory_isNone(String system, String variable) throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        for (String none : new String[] {home.resolve("missing").toString(), file.toString(), NO_PATH, ""}) {
            assertThat(cache(system, Map.of(variable, none))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "", ".", NO_PATH})
    void xdgCacheHomeThatSaysNothing_isPassedOver(String text) {
        assertThat(cache("Linux", Map.of("HOME", home.toString(), "XDG_CACHE_HOME", text)))
                .contains(home.resolve(".cache/ptex"));
    }

    @Test
    void relativeHome_isNone() {
        assertThat(cache("Linux", Map.of("HOME", "."))).isEmpty();
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
