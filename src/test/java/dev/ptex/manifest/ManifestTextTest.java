package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTextTest {
    private static ManifestText text(String content) {
        return ManifestText.lenient(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String all(ManifestText text) throws Exception {
        StringWriter all = new StringWriter();
        text.transferTo(all);
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xyz", "äß😀"})
    void text_isReadToItsEnd(String content) throws Exception {
        assertThat(all(text(content))).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xyz"})
    void byteOrderMark_isNoPartOfTheText(String content) throws Exception {
        ManifestText text = text("\ufeff" + content);

        assertThat(all(text)).isEqualTo(content);
        assertThat(text.length()).isEqualTo(content.length());
    }

    @Test
    void byteOrderMarkLater_isText() throws Exception {
        assertThat(all(text("x\ufeff"))).isEqualTo("x\ufeff");
    }

    @Test
    void recentCharacters_areRemembered() throws Exception {
        ManifestText text = text("abc");
        all(text);

        assertThat(new int[] {text.at(-1), text.at(0), text.at(2), text.at(3)}).containsExactly(-1, 'a', 'c', -1);
    }

    @Test
    void text_closesItsSource() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        ManifestText.lenient(source).close();

        assertThat(closed).isTrue();
    }

    @Test
    void charactersLongAgo_areForgotten() throws Exception {
        ManifestText text = text("a" + "x".repeat(1_000_000) + "z");
        all(text);

        assertThat(new int[] {text.at(0), text.at(1_000_001)}).containsExactly(-1, 'z');
    }
}
