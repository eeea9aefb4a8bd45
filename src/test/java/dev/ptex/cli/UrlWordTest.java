package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlWordTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/x, http://h/x",
        "h/x, http://h/x",
        "h:8080/x, http://h:8080/x",
        "http:/h/x, http://h/x",
        "HTTPS:///h/x, https://h/x",
        "h/x?to=http://other/, http://h/x?to=***",
        "file:/x, file:///x",
        "FILE:/x, file:///x",
        "file:C:\\x, file:///C:/x",
    })
    void word_isAUrlOnEveryPlatform(String word, String url) throws Exception {
        assertThat(UrlWord.parse(word, Platform.UNIX)).hasToString(url);
        assertThat(UrlWord.parse(word, Platform.WINDOWS)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\x\\lift.json, file:///C:/x/lift.json",
        "c:/x/lift.json, file:///c:/x/lift.json",
        "\\\\server\\share\\x, file://server/share/x",
        "\\\\?\\C:\\x, file:///C:/x",
    })
    void pathOfWindows_isNoUrlThere(String word, String url) {
        assertThatThrownBy(() -> UrlWord.parse(word, Platform.WINDOWS))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"" + word + "\" is a path, whose URL is " + url);
    }

    @Test
    void pathOfWindows_hasAnUnknownSchemeElsewhere() throws Exception {
        assertThat(UrlWord.parse("c:/x", Platform.UNIX).scheme()).isEqualTo("c");
    }

    @Test
    void passwordInWhatIsNoUrl_isNotShown() {
        assertThatThrownBy(() -> UrlWord.parse("me:secret@h:x", Platform.UNIX))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
    }
}
