package dev.ptex.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ordinaryText_staysAsItIs() {
        String text = "cpython-3.13 \u00fc \u4e2d \ud83d\ude00 \\x1b ~";

        assertThat(SafeText.of(text)).isSameAs(text);
    }

    @Test
    void escape_isMadeVisible() {
        assertThat(SafeText.of("a\u001b[2Jb")).isEqualTo("a\\x1b[2Jb");
    }

    @Test
    void lineEndAndTab_areMadeVisible() {
        assertThat(SafeText.of("a\r\n\tb")).isEqualTo("a\\x0d\\x0a\\x09b");
    }

    @Test
    void delete_isMadeVisible() {
        assertThat(SafeText.of("\u007f")).isEqualTo("\\x7f");
    }

    @Test
    void c1Control_isMadeVisible() {
        assertThat(SafeText.of("\u009b2J")).isEqualTo("\\x9b2J");
    }

    @Test
    void bidirectionalOverride_isMadeVisible() {
        assertThat(SafeText.of("txt.\u202eexe\u2066")).isEqualTo("txt.\\u202eexe\\u2066");
    }

    @Test
    void lineSeparator_isMadeVisible() {
        assertThat(SafeText.of("\u2028\u2029")).isEqualTo("\\u2028\\u2029");
    }

    @Test
    void loneSurrogate_isMadeVisible() {
        assertThat(SafeText.of("a\ud83d")).isEqualTo("a\\ud83d");
    }

    @Test
    void tagCharacter_isMadeVisible() {
        assertThat(SafeText.of("\udb40\udc41")).isEqualTo("\\U000e0041");
    }

    @Test
    void longText_isCutOff() {
        assertThat(SafeText.of("abcdef", 4)).isEqualTo("abcd...");
    }

    @Test
    void textOfTheGreatestLength_isNotCutOff() {
        assertThat(SafeText.of("abcd", 4)).isEqualTo("abcd");
    }
}
