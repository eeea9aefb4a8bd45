package dev.ptex.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.url.Url;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorSelectorTest {
    private final MirrorSelector selector = new MirrorSelector();

    private static Url url(String text) throws Exception {
        return Url.parse(text);
    }

    @Test
    void severalUrls_keepTheirOrder() throws Exception {
        List<Mirror> candidates =
                selector.candidates(url("https://c/x"), List.of(url("https://b/x"), url("https://a/x")));

        assertThat(candidates).extracting(mirror -> mirror.url().host()).containsExactly("c", "b", "a");
    }

    @Test
    void candidates_sayWhoNamedThem() throws Exception {
        assertThat(selector.candidates(url("https://a/x"), List.of(url("https://b/x"))))
                .extracting(Mirror::source)
                .containsExactly(Mirror.Source.MANIFEST, Mirror.Source.MIRRORS);
    }

    @Test
    void urlListedTwice_isTriedOnce() throws Exception {
        assertThat(selector.candidates(url("https://a/x"), List.of(url("https://b/x"), url("https://b/x"))))
                .hasSize(2);
    }

    @Test
    void mirrorThatIsTheFirstUrl_isTriedOnce() throws Exception {
        assertThat(selector.candidates(url("https://a/x"), List.of(url("https://a/x"))))
                .containsExactly(new Mirror(url("https://a/x"), Mirror.Source.MANIFEST));
    }

    @Test
    void urlsThatDifferInAnEscape_areBothTried() throws Exception {
        assertThat(selector.candidates(url("https://a/x+y"), List.of(url("https://a/x%2By"))))
                .hasSize(2);
    }
}
