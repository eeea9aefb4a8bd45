package dev.ptex.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Platform;
import dev.ptex.transport.TransportException;
import dev.ptex.url.Url;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilePathTest {
    @ParameterizedTest
    @CsvSource({
        "file:///C:/m%C3%BCller/a%20b, C:/müller/a b",
        "file://C:\\x\\y, C:/x/y",
        "file:///C|/x, C:/x",
        "file://server/share/x, //server/share/x",
        "file://wsl$/m%C3%BCller, //wsl$/müller",
        "file:////server/share/x, //server/share/x",
        "file:\\\\server\\share\\x, \\\\server\\share\\x",
        "file://localhost/C:/x, C:/x",
        "file:///x, /x",
    })
    void path_isThatOfWindows(String url, String path) throws Exception {
        assertThat(FilePath.of(Url.parse(url), Platform.WINDOWS)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"file:///C:/x, /C:/x", "file://localhost/x, /x", "file:///a%5Cb, a\\b"})
    void path_isNothingButDecodedElsewhere(String url, String path) throws Exception {
        assertThat(FilePath.of(Url.parse(url), Platform.UNIX)).endsWith(path);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "MACOS"})
    void share_isOnlyWindows(Platform platform) {
        assertThatThrownBy(() -> FilePath.of(Url.parse("file://server/share/x"), platform))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("another machine");
    }
}
