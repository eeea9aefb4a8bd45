package dev.ptex.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileReferenceTest {
    private static final String PREFIX = "https://example.com/";

    @Test
    void plusAndFolder_stayAsTheyAre() {
        assertThat(FileReference.behind(PREFIX, "python/cpython-3.12+20240107.tar.gz"))
                .isEqualTo(PREFIX + "python/cpython-3.12+20240107.tar.gz");
    }

    @Test
    void whatAPathCannotCarry_isEncoded() {
        assertThat(FileReference.behind(PREFIX, "50% größer? #1 [a].bin"))
                .isEqualTo(PREFIX + "50%25%20gr%C3%B6%C3%9Fer%3F%20%231%20%5Ba%5D.bin");
    }

    @Test
    void inAQuery_separatorsAreEncodedToo() {
        assertThat(FileReference.behind(PREFIX + "?file=", "a+b&c/d")).isEqualTo(PREFIX + "?file=a%2Bb%26c%2Fd");
    }

    @Test
    void colonInTheFirstSegment_isNoScheme() {
        assertThat(FileReference.relative("a:b.bin")).isEqualTo("./a:b.bin");
    }

    @Test
    void relativeReference_leadsToTheFile() throws Exception {
        String name = "a:b +%20?#.bin";

        Url url = Url.parse("file:///mirror/lift.json").resolve(FileReference.relative(name));

        assertThat(url).isEqualTo(Url.parse("file:///mirror/a:b%20+%2520%3F%23.bin"));
    }
}
