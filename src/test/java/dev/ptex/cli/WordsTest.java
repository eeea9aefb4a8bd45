package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static String sorted(String words) {
        String[] given = words.isEmpty() ? new String[0] : words.split(" ");
        return String.join(" ", Words.of(Syntax.spec(), given));
    }

    @ParameterizedTest
    @CsvSource({
        "a b, -- a b",
        "a -s b, -s -- a b",
        "a --silent -O, --silent -O -- a",
        "-H x: a, -H x: -- a",
        "a -H -V b, -H -V -- a b",
        "a -H, -H -- a",
        "-sD --foo -Hx --header=x, -- -sD --foo -Hx --header=x",
        "-- -s, -s -- --",
        "H s, -- H s",
    })
    void options_areTakenLetterByLetterFromAnywhere(String words, String expected) {
        assertThat(sorted(words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-V, true",
        "a b --help, true",
        "-s -h, true",
        "explain --help, true",
        "a b, false",
        "-H -V b, false",
        "--header --help b, false",
        "-H, false",
        "--version=1, false",
    })
    void helpAndVersion_areSeenWhereTheyAreOptions(String words, boolean seen) {
        assertThat(Words.askForHelp(words.split(" "))).isEqualTo(seen);
    }
}
