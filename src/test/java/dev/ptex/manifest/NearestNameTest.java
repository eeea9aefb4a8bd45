package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "greetign.txt, greeting.txt", // swapped
        "greting.txt, greeting.txt", // left out
        "greeeting.txt, greeting.txt", // put in
        "greating.txt, greeting.txt", // changed
        "reeting.txt, greeting.txt",
        "greeting.tx, greeting.txt",
        "GREETING.TXT, greeting.txt",
        "ab, AB",
        "abc, acb",
        "cpython-3.12.3+20240415.tar.gz, cpython-3.12.4+20240713.tar.gz",
    })
    void slip_findsTheName(String wanted, String name) {
        assertThat(NearestName.of(wanted, List.of("elsewhere", name, "x"))).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "greeting.txt, pleasing.bin",
        "ab, ac",
        "abc, xyc",
        "'', a",
        "node.tar.gz, cpython.tar.gz",
    })
    void otherName_isNotNear(String wanted, String name) {
        assertThat(NearestName.of(wanted, List.of(name))).isEmpty();
    }

    @Test
    void twoNamesNear_nearerIsFound() {
        assertThat(NearestName.of("abcdefghij", List.of("abXXefghij", "abXdefghij", "abXXXfghij")))
                .contains("abXdefghij");
    }

    @Test
    void nameOfOtherCase_comesBeforeNearerSpelling() {
        assertThat(NearestName.of("readme", List.of("readm", "README", "readmes")))
                .contains("README");
    }

    @Test
    void twoSwaps_areTwoSlips() {
        // Without swaps it would be four, where a name of nine letters may have two.
        assertThat(NearestName.of("bacdefgih", List.of("abcdefghi"))).contains("abcdefghi");
    }

    @Test
    void oneSlipTooMany_isNotNear() {
        assertThat(NearestName.of("badcefgih", List.of("abcdefghi"))).isEmpty();
    }

    @Test
    void noNames_noneIsNear() {
        assertThat(NearestName.of("a", List.of())).isEmpty();
    }

    @Test
    void longName_isFoundInAnyCase() {
        assertThat(NearestName.of("n".repeat(100_000), List.of("x", "N".repeat(100_000))))
                .contains("N".repeat(100_000));
    }

    @Test
    void longNameWithASlip_isNotLookedFor() {
        assertThat(NearestName.of("n".repeat(1000), List.of("n".repeat(999)))).isEmpty();
    }

    @Test
    void hundredThousandNames_areLookedThrough() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            names.add("cpython-3.12.3+20240415-x86_64-unknown-linux-gnu-" + (i + 100_000) + "-install_only.tar.gz");
        }
        names.add("cpython-3.12.3+20240415-x86_64-unknown-linux-musl-install_only.tar.gz");

        assertThat(NearestName.of("cpython-3.12.3+20240415-x86_64-unknown-linux-msul-install_only.tar.gz", names))
                .contains("cpython-3.12.3+20240415-x86_64-unknown-linux-musl-install_only.tar.gz");
    }
}
