package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestSurveyTest {
    private static final String MANIFEST =
            "{\"ptex\": {\"a\": \"http://a/\"}, \"ptex-mirrors\": {\"b\": [\"http://b/\"]}}";

    @TempDir
    Path folder;

    private ManifestSurvey survey(String bytes) throws Exception {
        return new ManifestService().survey(Files.writeString(folder.resolve("x"), bytes, StandardCharsets.ISO_8859_1));
    }

    private static String zip(int comment) {
        return "PK\5\6" + "\0".repeat(16) + (char) (comment & 0xff) + (char) (comment >> 8) + "c".repeat(comment);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300})
    void scie_hasItsManifestBehindTheLastZipAndItsComment(int comment) throws Exception {
        ManifestSurvey survey = survey("\177ELF" + zip(0) + "inner" + zip(comment) + "\n" + MANIFEST + "\n");

        assertThat(survey.names()).containsExactly("a", "b");
    }

    @Test
    void scieWhoseManifestIsAsLongAsOneMayBe_isRead() throws Exception {
        String manifest = MANIFEST + " ".repeat(0xffff - MANIFEST.length());

        assertThat(survey("\177ELF" + "x".repeat(1 << 20) + zip(0) + manifest).names())
                .containsExactly("a", "b");
    }

    @Test
    void manifestWithZipBytesInIt_isAManifest() throws Exception {
        assertThat(survey("\u00ef\u00bb\u00bf \n" + MANIFEST + " ".repeat(22)).files())
                .isEmpty();
    }

    /** scie-jump refuses such a manifest, and one that is written anew would have other names in it. */
    @Test
    void bytesThatAreNoUtf8_areAnError() {
        assertThatThrownBy(() -> survey("{\"ptex\": {\"\u00e4\": \"http://a/\"}}"))
                .isInstanceOf(ManifestException.class)
                .hasMessage("Failed to parse lift manifest " + folder.resolve("x") + ": it is not UTF-8");
    }

    @Test
    void programThatIsNoScie_isNoJson() {
        assertThatThrownBy(() -> survey("\177ELF\u00ff\u00fe"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("Failed to parse lift manifest " + folder.resolve("x") + ": line 1, column 1:");
    }

    /** A minute and a half, if each were looked for from the first one on. */
    @Test
    @Timeout(30)
    void hundredThousandFiles_areFoundAtOnce() throws Exception {
        String urls = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"f" + i + "\": \"http://a/\"")
                .collect(Collectors.joining(", "));
        String files = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"name\": \"f" + i + "\", \"size\": " + i + "}")
                .collect(Collectors.joining(", "));
        ManifestService manifests = new ManifestService();
        ManifestSurvey survey =
                survey("{\"ptex\": {" + urls + "}, \"scie\": {\"lift\": {\"files\": [" + files + "]}}}");

        for (String name : survey.names()) {
            assertThat(manifests.find(folder.resolve("x"), survey, name).expectation())
                    .isPresent();
        }
    }

    @Test
    void whatIsNeither_isNoJson() {
        assertThatThrownBy(() -> survey("\177ELF and no zip"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("Failed to parse lift manifest " + folder.resolve("x") + ": line 1, column 1:");
    }

    @Test
    void scieWithNothingBehindItsZip_isEmpty() {
        assertThatThrownBy(() -> survey("\177ELF" + zip(0)))
                .hasMessage("Failed to parse lift manifest " + folder.resolve("x") + ": it is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scie\": []}",
                "{\"scie\": {\"lift\": {\"files\": {}}}}",
                "{\"scie\": {\"lift\": {\"files\": [\"a\"]}}}",
                "{\"scie\": {\"lift\": {\"files\": [{}]}}}",
                "{\"scie\": {\"lift\": {}, \"lift\": {}}}",
                "{\"ptex\": []}"
            })
    void liftOfAnotherShape_isRefused(String manifest) {
        assertThatThrownBy(() -> survey(manifest)).isInstanceOf(ManifestException.class);
    }

    @Test
    void urlThatIsNoString_isTroubleOfThatNameOnly() throws Exception {
        ManifestSurvey survey = survey("{\"ptex\": {\"a\": 1, \"b\": \"http://b/\"}}");

        assertThat(trouble(survey, "a"))
                .contains("line 1, column 16: expected a string for \"a\" in \"ptex\", found a number");
        assertThat(trouble(survey, "b")).isEmpty();
    }

    private static Optional<String> trouble(ManifestSurvey survey, String name) {
        return Objects.requireNonNull(survey.urls().get(name)).trouble();
    }
}
