package dev.ptex.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
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
        assertThat(NearestName.of("n".repeat(256), List.of("n".repeat(255)))).isPresent();
        assertThat(NearestName.of("n".repeat(257), List.of("n".repeat(256)))).isEmpty();
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

    @Test
    void nameThatGrowsInLowerCase_isComparedToItsEnd() {
        // In lower case, this I with a dot is two characters.
        assertThat(NearestName.of("aaaaaa" + "\u0130".repeat(5), List.of("aaaaaa" + "\u0130".repeat(10))))
                .isEmpty();
    }

    @Test
    void nearest_isWhatTheWholeTableSays() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            String wanted = word(random);
            List<String> names = List.of(word(random), word(random), word(random));

            assertThat(NearestName.of(wanted, names))
                    .as(wanted + " in " + names)
                    .isEqualTo(expected(wanted, names));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            word.append("abcA".charAt(random.nextInt(4)));
        }
        return word.toString();
    }

    private static Optional<String> expected(String wanted, List<String> names) {
        int least = wanted.length() < 3 ? 0 : 1 + wanted.length() / 5;
        Optional<String> nearest = Optional.empty();
        for (String name : names) {
            int distance = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance <= least) {
                nearest = Optional.of(name);
                least = distance - 1;
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
