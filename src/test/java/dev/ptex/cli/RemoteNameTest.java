package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Platform;
import dev.ptex.url.Url;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteNameTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/a/b.txt, b.txt",
        "http://h/a%2Fb, a%2Fb",
        "http://h/..%2Fb, ..%2Fb",
        "http://h/cpython+x?token=a/b, cpython+x",
        "http://h/console.log, console.log",
        "http://h/a\\b, a%5Cb",
    })
    void name_isTheLastSegmentAsWritten(String url, String name) throws Exception {
        assertThat(RemoteName.of(Url.parse(url), Platform.UNIX)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "http://h/",
                "http://h/a/",
                "http://h/.",
                "http://h/..",
                "http://h/CON",
                "http://h/aux.txt",
                "http://h/lpt1",
                "http://h/conin$",
                "http://h/a%00b",
                "http://h/a\nb",
                "http://h/%7f"
            })
    void impossibleName_isRefused(String url) {
        assertThatThrownBy(() -> RemoteName.of(Url.parse(url), Platform.UNIX))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("-O ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a*", "a.", "C:"})
    void nameThatWindowsDoesNotHave_isRefusedThere(String name) {
        assertThatThrownBy(() -> RemoteName.of(Url.parse("http://h/" + name), Platform.WINDOWS))
                .isInstanceOf(UsageException.class)
                .hasMessage("-O cannot write to \"" + name + "\", which is no file name on Windows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a*", "a."})
    void nameThatWindowsDoesNotHave_isOneElsewhere(String name) throws Exception {
        assertThat(RemoteName.of(Url.parse("http://h/" + name), Platform.UNIX)).isEqualTo(name);
    }
}
