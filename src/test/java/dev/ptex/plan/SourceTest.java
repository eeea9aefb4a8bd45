package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.url.Url;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final long SECOND = 1_000_000_000;

    private final Source source = new Source(new Mirror(Url.parse("http://host/file"), Mirror.Source.MANIFEST), "host");

    SourceTest() throws Exception {}

    /** Else a fast mirror that has brought a little would be taken for one that brings nothing. */
    @Test
    void smallTransfer_tellsHowFastItIsAtLeast() {
        source.brought(100_000, SECOND / 50);

        assertThat(source.rate()).isEqualTo(5e6 / 1e9);
        assertThat(source.experience()).isEmpty();
    }

    @Test
    void largeTransfer_tellsMoreThanSmallOnes() {
        source.brought(100_000, SECOND);
        source.brought(10_000_000, SECOND);

        assertThat(source.rate()).isEqualTo(10e6 / 1e9);
    }

    @Test
    void nothing_tellsNothing() {
        assertThat(source.rate()).isZero();
    }
}
