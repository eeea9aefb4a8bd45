package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtentsTest {
    private final Extents extents = new Extents();

    @Test
    void segmentsThatTouch_becomeOne() {
        extents.add(0, 10);
        extents.add(20, 30);
        extents.add(10, 20);

        assertThat(extents.list()).containsExactly(new Segment(0, 30));
    }

    @Test
    void nothing_isNoSegment() {
        extents.add(5, 5);

        assertThat(extents.list()).isEmpty();
        assertThat(extents.gap(0, 9)).contains(new Segment(0, 9));
        assertThat(extents.endOf(7)).isEqualTo(7);
    }

    @Test
    void randomSegments_areTheSameAsASetOfBits() {
        Random random = new Random(11);
        BitSet bits = new BitSet();
        for (int i = 0; i < 3000; i++) {
            if (i % 100 == 0) {
                bits.clear();
                extents.clear();
            }
            int from = random.nextInt(500);
            int to = from + random.nextInt(20);
            bits.set(from, to);
            extents.add(from, to);

            int asked = random.nextInt(520);
            assertThat(extents.endOf(asked)).isEqualTo(bits.nextClearBit(asked));
            assertThat(extents.count()).isEqualTo(bits.cardinality());
            int free = bits.nextClearBit(asked);
            int next = bits.nextSetBit(free);
            assertThat(extents.gap(asked, 600)).contains(new Segment(free, next < 0 ? 600 : next));
            assertThat(extents.gap(asked, free)).isEmpty();
        }
    }
}
