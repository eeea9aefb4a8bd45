package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Windows 11, WINDOWS",
        "Windows Server 2022, WINDOWS",
        "Mac OS X, MACOS",
        "macOS, MACOS",
        "Linux, UNIX",
        "Darwin, UNIX",
        "'', UNIX",
    })
    void jvmsName_tellsThePlatform(String name, Platform platform) {
        assertThat(Platform.of(name)).isEqualTo(platform);
    }

    @ParameterizedTest
    @CsvSource({
        "\\\\?\\C:\\x\\lift.json, C:\\x\\lift.json",
        "\\\\?\\UNC\\server\\share\\x, \\\\server\\share\\x",
        "\\\\server\\share\\x, \\\\server\\share\\x",
        "C:x, C:x",
    })
    void verbatimPrefix_isTakenOffOnWindows(String written, String plain) {
        assertThat(Platform.WINDOWS.plain(written)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource("\\\\?\\C:\\x, \\\\?\\C:\\x")
    void verbatimPrefix_isPartOfANameElsewhere(String written, String same) {
        assertThat(Platform.UNIX.path(written)).hasToString(same);
    }
}
