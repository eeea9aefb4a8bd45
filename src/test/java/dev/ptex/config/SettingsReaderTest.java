package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static List<Setting> read(String text) {
        return SettingsReader.read("/f", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Setting only(String text) {
        List<Setting> settings = read(text);
        assertThat(settings).hasSize(1);
        return settings.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b=c", "a.b = c", "a.b: c", "a.b c", "  a.b\t=\fc", "a.b=c\n", "a.b=c\r\n", "\uFEFFa.b=c"})
    void separators_areThoseOfProperties(String text) {
        assertThat(only(text)).isEqualTo(new Setting("a.b", "c", "/f", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ptex.rewrite.\"https://github.com/\"=direct | ptex.rewrite.https://github.com/",
                "ptex.rewrite.\"https://h:1/a b=c/\" = direct | ptex.rewrite.https://h:1/a b=c/",
                "ptex.rewrite.\"*\": direct | ptex.rewrite.*",
                "\"ptex.passes\" direct | ptex.passes",
                "ptex.rewrite.https\\://github.com/=direct | ptex.rewrite.https://github.com/",
                "ptex.rewrite.\"https\\://github.com/\"=direct | ptex.rewrite.https://github.com/",
                "a\\ b\\=c=direct | a b=c",
            })
    void quotesAndEscapesInAKey_haveSeparatorsBelongToIt(String text, String key) {
        assertThat(only(text)).isEqualTo(new Setting(key, "direct", "/f", 1));
    }

    @Test
    void quotesInAValue_areThemselves() {
        assertThat(only("a=\"x\" y=z:").value()).isEqualTo("\"x\" y=z:");
    }

    @Test
    void keyOnly_isEmpty() {
        assertThat(only("a").value()).isEmpty();
        assertThat(only("a=").value()).isEmpty();
    }

    @Test
    void commentsAndBlankLines_areCountedAndPassedOver() {
        assertThat(read("# a=b \\\n\n  ! c=d\r\n\t\na=b\rc=d"))
                .containsExactly(new Setting("a", "b", "/f", 5), new Setting("c", "d", "/f", 6));
    }

    @Test
    void joinedLines_areOneAndTheNextOnesAreCountedOn() {
        assertThat(read("a=b,\\\n    c,\\\r\n\td\ne \\\n = f\n"))
                .containsExactly(new Setting("a", "b,c,d", "/f", 1), new Setting("e", "f", "/f", 4));
    }

    @Test
    void lettersOfAnyLanguage_areUtf8OrEscaped() {
        assertThat(only("a=pä\\u00dfword\\t").value()).isEqualTo("päßword\t");
    }

    @Test
    void backslashAtTheVeryEnd_isNothing() {
        assertThat(only("a=b\\").value()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({
        "'a=b\n\nptex.rewrite.\"https://x/=direct\nc=d', 3, a double quote in its key is not closed",
        "'a=b\nc=\\u12', 2, four hexadecimal digits are missing after \\u",
        "'a=b\nc=\\u12xy', 2, four hexadecimal digits are missing after \\u",
        "'a=\\\n\\u+123', 2, four hexadecimal digits are missing after \\u",
    })
    void malformedLine_isNamed(String text, int line, String reason) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text))
                .withMessage("cannot read settings from /f:" + line + ": " + reason);
    }

    @Test
    void octetsThatAreNoUtf8_areNamedByLine() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read("/f", "a=b\nc=\u00e4\n".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("cannot read settings from /f:2: it is not UTF-8");
    }

    @Test
    void cutOffUtf8_isMalformed() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read("/f", new byte[] {'a', '=', (byte) 0xc3}))
                .withMessage("cannot read settings from /f:1: it is not UTF-8");
    }

    /** Without double quotes, the format is Java's; so the JDK's own reader tells what a text means. */
    @Test
    void anyTextWithoutQuotes_isReadAsTheJdkReadsIt() throws Exception {
        Random random = new Random(15);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append("ab=:# \t\f\\\n\r!u\u00e4".charAt(random.nextInt(14)));
            }
            if (text.indexOf("\\u") >= 0) {
                continue;
            }
            Properties properties = new Properties();
            properties.load(new StringReader(text.toString()));
            // The JDK takes a line that has a backslash and nothing else for a setting.
            properties.remove("");
            TreeMap<String, String> read = new TreeMap<>();
            read(text.toString()).forEach(setting -> read.put(setting.key(), setting.value()));
            read.remove("");

            assertThat(read).as("%s", text).isEqualTo(new TreeMap<>(properties));
        }
    }
}
