package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.digest.Expectation;
import dev.ptex.url.Url;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests as nobody would think of them; the same ones in each run. */
class RandomManifestTest {
    private static final String VALID = """
            {"ptex": {"a": "https://x/\\u00e4", "b": "c"}, "ptex-mirrors": {"a": ["b", "c"]},
             "n": [1, -2.5e3, true, false, null, {}, [], "😀"],
             "scie": {"lift": {"files": [{"name": "a", "size": 1, "hash": "h"}]}}}
            """;

    private static final String[] SCRAPS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\r",
        "\t",
        "\0",
        " ",
        "'",
        "/",
        "-",
        "+",
        ".",
        "0",
        "1",
        "e",
        "x",
        "tru",
        "NaN",
        "\\u",
        "ä",
        "😀",
        "\ufeff",
        "\u2028",
        "\u007f",
        "//",
        "null",
        "\"a\"",
        "\"ptex\""
    };

    private static final Pattern PLACE =
            Pattern.compile("line (\\d+), column (\\d+): expected .*?, found (.*)", Pattern.DOTALL);

    @TempDir
    Path home;

    private Path manifest(String json) throws Exception {
        return Files.writeString(home.resolve("lift.json"), json);
    }

    @Test
    void damagedManifest_isRefusedInPlainWords() throws Exception {
        Random random = new Random(20240415);
        int places = 0;
        for (int i = 0; i < 3000; i++) {
            String json = damaged(random);
            Path manifest = manifest(json);
            Throwable failure = catchThrowable(() -> new ManifestService().find(manifest, "a"));
            if (failure == null) {
                assertThat(isWellFormed(json)).as(json).isTrue();
                continue;
            }
            String message = String.valueOf(failure.getMessage());
            assertThat(failure).as(json).isInstanceOf(ManifestException.class);
            assertThat(message)
                    .as(json)
                    .doesNotContain("Source", "Exception", "token", "Json", "Unexpected", "\n", "\0");
            places += isPlaced(json, message) ? 1 : 0;
        }
        assertThat(places).isGreaterThan(1000);
    }

    @Test
    void manifestInAnyOrder_saysTheSame() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            String ptex = object(random, "\"a\": \"https://x/a\"", "\"b\": 1", "\"A\": \"https://wrong/\"");
            String mirrors = object(random, "\"a\": [\"https://m/1\", \"https://m/2\"]", "\"b\": [\"https://wrong/\"]");
            String file =
                    object(random, "\"name\": \"a\"", "\"size\": 7", "\"hash\": \"Slartibartfast\"", "\"key\": {}");
            String other = object(random, "\"name\": \"b\"", "\"size\": 8", "\"key\": \"a\"");
            String files = "\"files\": [" + other + ", " + file + ", " + other + "]";
            String lift = object(random, files, "\"name\": \"a\"", "\"boot\": {\"files\": [" + other + "]}");
            String scie = object(random, "\"lift\": " + lift, "\"jump\": {\"size\": 9}");
            String json = object(random, "\"ptex\": " + ptex, "\"ptex-mirrors\": " + mirrors, "\"scie\": " + scie);

            assertThat(new ManifestService().find(manifest(json), "a"))
                    .as(json)
                    .isEqualTo(new ManifestEntry(
                            "a",
                            Url.parse("https://x/a"),
                            List.of(Url.parse("https://m/1"), Url.parse("https://m/2")),
                            Optional.of(new Expectation(OptionalLong.of(7), Optional.of("Slartibartfast")))));
        }
    }

    /** Where the message says what is in a place, it must be there. */
    private static boolean isPlaced(String json, String message) {
        Matcher place = PLACE.matcher(message);
        if (!place.find()) {
            return false;
        }
        String[] lines = json.replaceFirst("^\ufeff", "").split("\r\n|\r|\n", -1);
        int line = Integer.parseInt(place.group(1));
        int column = Integer.parseInt(place.group(2));
        assertThat(line).as(json).isBetween(1, lines.length);
        assertThat(column).as(json).isBetween(1, lines[line - 1].length() + 1);
        String found = place.group(3);
        if (found.length() > 2 && found.startsWith("'") && found.indexOf('\\') < 0) {
            assertThat(lines[line - 1].substring(column - 1))
                    .as(message + " in " + json)
                    .startsWith(found.substring(1, found.length() - 1));
        }
        return true;
    }

    private static String damaged(Random random) {
        StringBuilder json = new StringBuilder(VALID);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(json.length());
            int end = Math.min(json.length(), at + random.nextInt(random.nextInt(10) == 0 ? 40 : 3));
            json.replace(at, end, random.nextInt(4) == 0 ? "" : SCRAPS[random.nextInt(SCRAPS.length)]);
        }
        // A surrogate without its other half cannot be written.
        return new String(json.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean isWellFormed(String json) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(json.replaceFirst("^\ufeff", ""))) {
            JsonToken token = parser.nextToken();
            parser.skipChildren();
            return token == JsonToken.START_OBJECT && parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The members in any order, with some blanks, and some that mean nothing. */
    private static String object(Random random, String... members) {
        List<String> all = new ArrayList<>(List.of(members));
        String[] noise = {"\"x\": null", "\"y\": [[1], {\"a\": 2}]", "\"z\": {\"ptex\": {\"a\": 3}}", "\"\": -0.5e-7"};
        all.addAll(List.of(noise).subList(0, random.nextInt(noise.length)));
        Collections.shuffle(all, random);
        String blank = List.of("", " ", "\n", "\r\n\t").get(random.nextInt(4));
        return "{" + blank + String.join(blank + "," + blank, all) + blank + "}";
    }
}
