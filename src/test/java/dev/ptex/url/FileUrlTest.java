package dev.ptex.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///C:/x/y",
                "file://C:/x/y",
                "file:/C:/x/y",
                "file:C:/x/y",
                "file:///C:\\x\\y",
                "file://C:\\x\\y",
                "file:/C:\\x\\y",
                "file:C:\\x\\y",
                "file:///C|/x/y",
                "file://C|/x/y",
                "file:///C|\\x\\y",
                "file://localhost/C:/x/y",
                "file://LocalHost/C|/x/y",
                "file://127.0.0.1/C:/x/y",
                "FILE:///C:/x/y#fragment",
            })
    void drive_isFoundHoweverItIsWritten(String text) throws MalformedUrlException {
        assertThat(Url.parse(text)).hasToString("file:///C:/x/y");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/hosts, file:///etc/hosts",
        "file:/etc/hosts, file:///etc/hosts",
        "file://127.0.0.1/etc/hosts, file:///etc/hosts",
        "file:///a\\b, file:///a%5Cb",
        "file:///CD:/x, file:///CD:/x",
        "file:///C:x, file:///C:x",
        "file:///x/C:/y, file:///x/C:/y",
        "file:////server/share/x, file:////server/share/x",
        "file://server/share/x, file://server/share/x",
        "file://wsl$/Ubuntu/x, file://wsl%24/Ubuntu/x",
        "file://müller/x, file://m%C3%BCller/x",
    })
    void otherPath_staysAsItIs(String text, String shown) throws MalformedUrlException {
        assertThat(Url.parse(text)).hasToString(shown.replace("%24", "$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/x?a=b", "file:///x?a=b", "file:C:/x?a=b"})
    void query_isNoPartOfThePath(String text) throws MalformedUrlException {
        assertThat(Url.parse(text).lastSegment()).isEqualTo("x");
        assertThat(Url.parse(text).query()).contains("a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file://me:secret@server/x", "file://server:80/x", "file://server\\share/x", "file://a|b/x"})
    void hostThatNoMachineHas_isRefused(String text) {
        assertThatThrownBy(() -> Url.parse(text)).isInstanceOf(MalformedUrlException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\x\\lift.json, file:///C:/x/lift.json",
        "C:\\müller\\a b%20c#d?, file:///C:/m%C3%BCller/a%20b%2520c%23d%3F",
        "\\\\server\\share\\lift.json, file://server/share/lift.json",
        "\\\\wsl$\\Ubuntu\\x, file://wsl$/Ubuntu/x",
        "C:\\, file:///C:/",
    })
    void pathOfWindows_hasAUrl(String path, String url) {
        String shown = FileUrl.of(path, "\\").toString();

        assertThat(shown).isEqualTo(url);
    }

    @Test
    void backslash_isPartOfANameElsewhere() {
        assertThat(FileUrl.of("/a\\b", "/")).hasToString("file:///a%5Cb");
    }

    @ParameterizedTest
    @CsvSource({
        "files/x, file:///C:/a/m%C3%BCller/files/x",
        "files\\x, file:///C:/a/m%C3%BCller/files/x",
        "..\\x, file:///C:/a/x",
        "..\\..\\..\\..\\x, file:///C:/x",
        "/x, file:///C:/x",
        "D:/x, file:///D:/x",
        "D:\\x, file:///D:/x",
        "\\\\server\\share\\x, file://server/share/x",
        "//server/share/x, file://server/share/x",
        "file:x, file://x",
        "https://h/a\\b, https://h/a%5Cb",
    })
    void reference_isResolvedAgainstADrive(String reference, String url) throws MalformedUrlException {
        assertThat(FileUrl.of("C:\\a\\müller\\lift.json", "\\").resolve(reference))
                .hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "files/x, file://server/share/files/x",
        "files\\x, file://server/share/files/x",
        "D:/x, file:///D:/x",
        "//other/share/x, file://other/share/x",
    })
    void reference_isResolvedAgainstAShare(String reference, String url) throws MalformedUrlException {
        assertThat(FileUrl.of("\\\\server\\share\\lift.json", "\\").resolve(reference))
                .hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({"a\\b, file:///m/a%5Cb", "C:/x, file:///m/C:/x", "..\\x, file:///m/..%5Cx"})
    void reference_hasNothingOfWindowsElsewhere(String reference, String url) throws MalformedUrlException {
        assertThat(FileUrl.of("/m/lift.json", "/").resolve(reference)).hasToString(url);
    }
}
