package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestExceptionTest {
    @TempDir
    Path home;

    private Path manifest = Path.of("");

    @BeforeEach
    void place() {
        manifest = home.resolve("lift.json");
    }

    private ManifestException failure(String name) {
        return catchThrowableOfType(ManifestException.class, () -> new ManifestService().find(manifest, name));
    }

    private ManifestException failure(String json, String name) throws Exception {
        Files.writeString(manifest, json);
        return failure(name);
    }

    @Test
    void missingManifest_isNamed() {
        assertThat(failure("a")).hasMessage("Failed to open lift manifest at " + manifest + ": no such file");
    }

    @Test
    void directory_isNoManifest() {
        manifest = home;

        assertThat(failure("a")).hasMessage("Failed to open lift manifest at " + home + ": it is a directory");
    }

    @Test
    void manifestBelowAFile_saysThatItIsNoDirectory() throws Exception {
        manifest = Files.writeString(manifest, "{}").resolve("x");

        assertThat(failure("a")).hasMessage("Failed to open lift manifest at " + manifest + ": not a directory");
    }

    @Test
    void manifestOfSomeoneElse_isDenied() throws Exception {
        Files.setPosixFilePermissions(Files.writeString(manifest, "{}"), PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(manifest)).as("root may read everything").isFalse();

        assertThat(failure("a")).hasMessage("Failed to open lift manifest at " + manifest + ": permission denied");
    }

    @Test
    void missingName_isNamed() throws Exception {
        assertThat(failure("{\"ptex\": {}}", "a.bin"))
                .hasMessage("Did not find an URL mapping for file a.bin in " + manifest + ".");
    }

    @Test
    void missingNameWithoutAnyOther_getsNoHint() throws Exception {
        assertThat(failure("{\"ptex\": {}}", "a.bin").hint()).isEmpty();
    }

    @Test
    void missingNameNearAnother_getsASuggestion() throws Exception {
        assertThat(failure("{\"ptex\": {\"x\": \"\", \"a.bin\": \"\"}}", "a.bni")
                        .hint())
                .contains("did you mean a.bin?");
    }

    @Test
    void missingNameNearAMirrorsName_getsASuggestion() throws Exception {
        assertThat(failure("{\"ptex\": {}, \"ptex-mirrors\": {\"a.bin\": []}}", "a.bni")
                        .hint())
                .contains("did you mean a.bin?");
    }

    @Test
    void fewNames_areListed() throws Exception {
        assertThat(failure("{\"ptex\": {\"one\": 1, \"two\": 2, \"3\": 3, \"4\": 4, \"5\": 5}}", "zzzzzz")
                        .hint())
                .contains("the manifest has one, two, 3, 4, 5");
    }

    @Test
    void manyNames_areNotListed() throws Exception {
        assertThat(failure("{\"ptex\": {\"1\": 1, \"2\": 2, \"3\": 3, \"4\": 4, \"5\": 5, \"6\": 6}}", "zzzzzz")
                        .hint())
                .isEmpty();
    }

    @Test
    void longNames_areCutInHints() throws Exception {
        assertThat(failure("{\"ptex\": {\"" + "n".repeat(10_000) + "\": 1}}", "zzzzzz")
                        .hint())
                .contains("the manifest has " + "n".repeat(200) + "...");
    }

    @Test
    void mirrorsThatAreNone_doNotMakeANameKnown() throws Exception {
        assertThat(failure("{\"ptex-mirrors\": {\"a\": []}}", "a"))
                .hasMessage("Did not find an URL mapping for file a in " + manifest + ".");
    }

    @Test
    void controlCharactersInNames_areMadeVisible() throws Exception {
        ManifestException failure = failure("{\"ptex\": {\"a\\u001b[2J\": 1}}", "b\n\u202ec");

        assertThat(failure).hasMessageContaining(" file b\\x0a\\u202ec in ");
        assertThat(failure.hint()).contains("the manifest has a\\x1b[2J");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ' '                                  | it is empty
                    https:                               | there is no host after https:
                    https:////x                          | there is no host after https:
                    https://user:secret@/x?secret        | there is no host after https://
                    https://user:secret@h:99999/?secret  | its port is not a number from 1 to 65535
                    https://secret@a<b/?secret           | its host has a character that no host name has
                    //user:secret@a<b                    | its host has a character that no host name has
                    """)
    void urlThatIsNone_isNamedWithoutItsSecrets(String url, String why) throws Exception {
        assertThat(failure("{\"ptex\": {\"a\": \"" + url + "\"}}", "a"))
                .hasMessage("the URL of \"a\" in " + manifest + " is not one: " + why);
    }

    @Test
    void mirrorThatIsNoUrl_isNamed() throws Exception {
        assertThat(failure("{\"ptex\": {\"a\": \"https://x/\"}, \"ptex-mirrors\": {\"a\": [\"https:\"]}}", "a"))
                .hasMessage("the URL of \"a\" in " + manifest + " is not one: there is no host after https:");
    }
}
