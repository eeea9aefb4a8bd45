package dev.ptex.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Files as nobody would think of them; the same ones in each run. Each password says whose it is. */
class RandomNetrcTest {
    private static final List<String> WORDS = List.of(
            "machine",
            "h",
            "default",
            "login",
            "me",
            "password",
            "account",
            "macdef",
            "#",
            "\"",
            "\\",
            "\"\"",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\0",
            "\ufeff",
            "ä");

    @Test
    void user_getsTheirOwnPasswordOrNone() {
        Random random = new Random(11);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = file(random);
            Optional<Credential> credential = new NetrcFile(text).find("h", Optional.of("b"), true);

            assertThat(credential.map(Credential::password).orElse("b@h"))
                    .as(text)
                    .isEqualTo("b@h");
            assertThat(credential.isPresent()).as(text).isEqualTo(text.contains("b@h"));
            found += credential.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(1000, 19_000);
    }

    @Test
    void hostInAFileWithAStrayQuote_getsItsOwnPasswordOrNone() {
        Random random = new Random(12);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(file(random));
            String text = damaged.insert(random.nextInt(damaged.length()), '"').toString();
            Optional<Credential> credential = new NetrcFile(text).find("h", Optional.empty(), true);

            assertThat(credential.map(Credential::password).orElse("")).as(text).doesNotContain("@other");
            found += credential.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(1000, 19_000);
    }

    @Test
    void quotedPassword_comesOutAsItWas() {
        Random random = new Random(13);
        for (int i = 0; i < 5000; i++) {
            String password = random.ints(random.nextInt(12), 0, 8)
                    .mapToObj(List.of("\"", "\\", " ", "\t", "#", "n", "ä", "😀")::get)
                    .collect(Collectors.joining());
            String quoted = "\"" + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";

            assertThat(new NetrcFile("machine h password " + quoted + " login me").find("h", Optional.empty(), false))
                    .as(quoted)
                    .contains(new Credential("me", password));
        }
    }

    @Test
    void wordsInAnyOrder_areTolerated() {
        Random random = new Random(14);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(12), 0, WORDS.size())
                    .mapToObj(WORDS::get)
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));

            assertThatCode(() -> new NetrcFile(text).find("h", Optional.empty(), true))
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    /** Complete entries, each on lines of its own. */
    private static String file(Random random) {
        StringBuilder file = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String host = random.nextBoolean() ? "h" : "other";
            List<String> logins = new ArrayList<>(List.of("a", "b", "c"));
            Collections.shuffle(logins, random);
            String blank = List.of(" ", "\t", "\n", "\r\n  ").get(random.nextInt(4));
            file.append("machine ").append(quoted(random, host));
            for (String login : logins.subList(0, 1 + random.nextInt(2))) {
                file.append(blank).append("login ").append(quoted(random, login));
                file.append(random.nextBoolean() ? blank + "account z" : "\n# login x password y\n");
                file.append(blank).append("password ").append(quoted(random, login + "@" + host));
            }
            file.append("\n").append(random.nextInt(4) == 0 ? "macdef m\nlogin x password y\n\n" : "");
        }
        return file.toString();
    }

    private static String quoted(Random random, String word) {
        return random.nextBoolean() ? word : "\"" + word + "\"";
    }
}
