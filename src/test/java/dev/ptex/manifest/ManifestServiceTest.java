package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Expectation;
import dev.ptex.url.Url;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestServiceTest {
    @TempDir
    Path home;

    private final ManifestService service = new ManifestService();

    private ManifestEntry find(String json, String name) throws Exception {
        return service.find(Files.writeString(home.resolve("lift.json"), json), name);
    }

    private Url urlOf(String json) throws Exception {
        return find(json, "a").url();
    }

    @Test
    void bootstrapFileOfPex_needsNoScie() throws Exception {
        assertThat(find("{\"ptex\": {\"a\": \"https://x/a\"}}", "a"))
                .isEqualTo(new ManifestEntry("a", Url.parse("https://x/a"), List.of(), Optional.empty()));
    }

    @Test
    void manifestOfScience_givesUrlAndExpectation() throws Exception {
        ManifestEntry entry = find("""
                {
                  "ptex": {
                    "cpython-3.12.3+20240415-x86_64.tar.gz": "https://x/download/cpython-3.12.3%2B20240415-x86_64.tar.gz"
                  },
                  "scie": {
                    "lift": {
                      "base": null,
                      "boot": {
                        "bindings": {
                          "fetch": {"args": ["{scie.lift}"], "description": "Fetch files", "env": {}, "exe": "{ptex}"}
                        },
                        "commands": {"": {"args": ["-V"], "env": {"=PATH": null}, "exe": "{cpython}/bin/python3"}}
                      },
                      "description": "Größe",
                      "files": [
                        {"executable": true, "hash": "aa", "key": "ptex", "name": "ptex-linux-x86_64", "size": 7, "type": "blob"},
                        {"hash": "Slartibartfast", "key": "cpython", "name": "cpython-3.12.3+20240415-x86_64.tar.gz",
                         "size": null, "source": "fetch", "type": "tar.gz"}
                      ],
                      "load_dotenv": true,
                      "name": "demo"
                    },
                    "jump": {"size": 1234567, "version": "1.12.0"}
                  }
                }
                """, "cpython-3.12.3+20240415-x86_64.tar.gz");

        assertThat(entry.url().path()).isEqualTo("/download/cpython-3.12.3%2B20240415-x86_64.tar.gz");
        assertThat(entry.expectation()).contains(new Expectation(OptionalLong.empty(), Optional.of("Slartibartfast")));
    }

    @Test
    void keysInAnyOrder_areRead() throws Exception {
        ManifestEntry entry = find(
                "{\"scie\": {\"lift\": {\"files\": [{\"hash\": \"h\", \"size\": 3, \"name\": \"a\"}]}},"
                        + " \"ptex-mirrors\": {\"a\": [\"https://m/a\"]}, \"ptex\": {\"a\": \"https://x/a\"}}",
                "a");

        assertThat(entry)
                .isEqualTo(new ManifestEntry(
                        "a",
                        Url.parse("https://x/a"),
                        List.of(Url.parse("https://m/a")),
                        Optional.of(new Expectation(OptionalLong.of(3), Optional.of("h")))));
    }

    @Test
    void unknownKeysOfAnyType_areSkipped() throws Exception {
        assertThat(urlOf(
                                "{\"x\": [[{\"ptex\": {\"a\": \"https://wrong/\"}}], null, -1.5e300], \"y\": true,"
                                        + " \"z\": {\"ptex\": 1}, \"ptex\": {\"b\": [1], \"a\": \"https://x/a\", \"c\": {\"a\": \"d\"}}}")
                        .host())
                .isEqualTo("x");
    }

    @Test
    void otherNamesValues_areNotLookedAt() throws Exception {
        assertThat(urlOf("{\"ptex\": {\"b\": 1, \"a\": \"https://x/a\", \"c\": \"no url:\"},"
                                + " \"ptex-mirrors\": {\"b\": {}, \"c\": [[]]}}")
                        .host())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[]", "\"x\"", "{\"lift\": 1}", "{\"lift\": {\"files\": {\"name\": \"a\"}}}"})
    void scieOfAnotherShape_isNotRefused(String scie) throws Exception {
        assertThat(find("{\"scie\": " + scie + ", \"ptex\": {\"a\": \"https://x/a\"}}", "a")
                        .expectation())
                .isEmpty();
    }

    @Test
    void plusAndItsEscape_areDifferentNames() throws Exception {
        String json = "{\"ptex\": {\"p+y\": \"https://raw/\", \"p%2By\": \"https://escaped/\"}}";

        assertThat(List.of(
                        find(json, "p+y").url().host(),
                        find(json, "p%2By").url().host()))
                .containsExactly("raw", "escaped");
    }

    @Test
    void nameWithDotSegments_isNotNormalised() throws Exception {
        assertThat(find("{\"ptex\": {\"b\": \"https://b/\", \"./a/../b\": \"https://dots/\"}}", "./a/../b")
                        .url()
                        .host())
                .isEqualTo("dots");
    }

    @Test
    void nameWithJsonEscapes_isFound() throws Exception {
        assertThat(find("{\"ptex\": {\"\\u00e4\\n\\\"\": \"https:\\/\\/x\\/\\u00e4\"}}", "ä\n\"")
                        .url()
                        .path())
                .isEqualTo("/%C3%A4");
    }

    @Test
    void byteOrderMark_isSkipped() throws Exception {
        assertThat(urlOf("\ufeff{\"ptex\": {\"a\": \"https://x/a\"}}").host()).isEqualTo("x");
    }

    @Test
    void nameListedTwice_lastCounts() throws Exception {
        assertThat(urlOf("{\"ptex\": {\"a\": [], \"a\": \"https://first/\", \"a\": \"https://last/\"}}")
                        .host())
                .isEqualTo("last");
    }

    @Test
    void ptexTwice_lastCounts() throws Exception {
        assertThat(urlOf("{\"ptex\": {\"a\": \"https://first/\"}, \"ptex\": {\"a\": \"https://last/\"}}")
                        .host())
                .isEqualTo("last");
    }

    @Test
    void scieTwice_lastCounts() throws Exception {
        assertThat(find(
                                "{\"scie\": {\"lift\": {\"files\": [{\"name\": \"a\", \"size\": 1}]}}, \"scie\": {},"
                                        + " \"ptex\": {\"a\": \"https://x/a\"}}",
                                "a")
                        .expectation())
                .isEmpty();
    }

    @Test
    void mirrors_comeInTheirOrder() throws Exception {
        assertThat(find(
                                "{\"ptex\": {\"a\": \"https://x/a\"},"
                                        + " \"ptex-mirrors\": {\"b\": [\"https://no/\"], \"a\": [\"https://z/\", \"https://y/\"]}}",
                                "a")
                        .mirrors())
                .extracting(Url::host)
                .containsExactly("z", "y");
    }

    @Test
    void singleMirror_needsNoArray() throws Exception {
        assertThat(find("{\"ptex\": {\"a\": \"https://x/a\"}, \"ptex-mirrors\": {\"a\": \"https://z/\"}}", "a")
                        .mirrors())
                .extracting(Url::host)
                .containsExactly("z");
    }

    @Test
    void nameInMirrorsOnly_firstMirrorComesFirst() throws Exception {
        ManifestEntry entry = find("{\"ptex-mirrors\": {\"a\": [\"https://z/\", \"https://y/\"]}, \"ptex\": {}}", "a");

        assertThat(entry.url().host() + entry.mirrors().get(0).host()).isEqualTo("zy");
    }

    @Test
    void mirrorsWithoutPtex_areEnough() throws Exception {
        assertThat(urlOf("{\"ptex-mirrors\": {\"a\": [\"https://z/\"]}}").host())
                .isEqualTo("z");
    }

    @Test
    void thousandLevels_areRead() throws Exception {
        String deep = "[".repeat(999) + "]".repeat(999);

        assertThat(urlOf("{\"x\": " + deep + ", \"ptex\": {\"a\": \"https://x/a\"}}")
                        .host())
                .isEqualTo("x");
    }

    @Test
    void namesWhoseHashesCollide_areRead() throws Exception {
        StringBuilder json = new StringBuilder("{\"ptex\": {");
        for (int i = 0; i < 1 << 12; i++) {
            json.append('"');
            for (int bit = 0; bit < 12; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\": \"https://x/\", ");
        }

        assertThat(urlOf(json + "\"a\": \"https://found/\"}}").host()).isEqualTo("found");
    }

    @Test
    void thirtyMegabytes_areRead() throws Exception {
        Path manifest = home.resolve("lift.json");
        try (BufferedWriter writer = Files.newBufferedWriter(manifest)) {
            writer.write("{\"note\": \"" + "n".repeat(21_000_000) + "\", \"number\": " + "7".repeat(1_000_000));
            writer.write(", \"scie\": {\"lift\": {\"files\": [");
            for (int i = 0; i < 60_000; i++) {
                writer.write("{\"name\": \"file-" + i + "\", \"size\": " + i + ", \"type\": \"blob\"}, ");
            }
            writer.write("null]}}, \"ptex\": {");
            for (int i = 0; i < 100_000; i++) {
                writer.write("\"file-" + i + "\": \"https://example.com/download/file-" + i + "\", ");
            }
            writer.write("\"\": \"\"}}");
        }
        assertThat(Files.size(manifest)).isGreaterThan(30_000_000);

        ManifestEntry entry = service.find(manifest, "file-59999");

        assertThat(entry)
                .isEqualTo(new ManifestEntry(
                        "file-59999",
                        Url.parse("https://example.com/download/file-59999"),
                        List.of(),
                        Optional.of(new Expectation(OptionalLong.of(59_999), Optional.empty()))));
    }

    @Test
    void urlOfManyMegabytes_isRead() throws Exception {
        assertThat(urlOf("{\"ptex\": {\"a\": \"https://x/" + "a".repeat(25_000_000) + "\"}}")
                        .path())
                .hasSize(25_000_001);
    }

    @Test
    void bytesThatAreNoUtf8_doNotDisturbElsewhere() throws Exception {
        byte[] json = "{\"x\": \"\u00ff\", \"ptex\": {\"a\": \"https://x/a\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(service.find(Files.write(home.resolve("lift.json"), json), "a")
                        .url()
                        .host())
                .isEqualTo("x");
    }
}
