package dev.ptex.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private final Mirror a = mirror("http://a/f");
    private final Mirror b = mirror("http://b/f");
    private final Sources sources = new Sources(List.of(a, b));

    private static Mirror mirror(String url) {
        try {
            return new Mirror(Url.parse(url), Mirror.Source.MIRRORS);
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachIsTriedOnce_thenTheUnknownOneGetsMore() {
        sources.begun(a, 0.001);

        assertThat(sources.pick()).contains(b);
        assertThat(sources.pick()).contains(b);
        assertThat(sources.pick()).contains(b);
    }

    @Test
    void whatIsKnown_decides() {
        sources.begun(a, 0.02);
        sources.pick();
        sources.used(b, 0.01);

        assertThat(sources.pick()).contains(a);
    }

    @Test
    void severalUnknown_shareConnections() {
        Mirror c = mirror("http://c/f");
        Sources three = new Sources(List.of(a, b, c));
        three.begun(a, 0.001);

        assertThat(List.of(three.pick(), three.pick()).stream().map(picked -> picked.orElseThrow()))
                .containsExactly(b, c);
        assertThat(List.of(three.pick(), three.pick()).stream().map(picked -> picked.orElseThrow()))
                .containsExactly(b, c);
    }

    @Test
    void failedOne_isNotPickedAgain() {
        sources.begun(a, 0.001);
        sources.pick();

        assertThat(sources.failed(b, new TransportException("refused"))).isFalse();

        assertThat(sources.pick()).contains(a);
    }
}
