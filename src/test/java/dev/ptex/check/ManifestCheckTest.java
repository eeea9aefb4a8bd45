package dev.ptex.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.manifest.ManifestService;
import dev.ptex.mirror.Mirror.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCheckTest {
    @TempDir
    Path folder;

    private List<String> problems(String manifest, String... names) throws Exception {
        Path file = Files.writeString(folder.resolve("m.json"), manifest);
        return ManifestCheck.of(new ManifestService().survey(file), Set.of(names)).stream()
                .map(verdict -> verdict.name() + ": " + verdict.problem().orElse("ok"))
                .toList();
    }

    private static String lift(String file) {
        return "{\"scie\": {\"lift\": {\"files\": [" + file
                + "], \"boot\": {\"bindings\": {\"fetch\": {\"exe\": \"{x}\","
                + " \"args\": [\"{scie.env.URLS={scie.lift}}\"]}, \"other\": {\"exe\": \"{x}\"}}}}}}";
    }

    @Test
    void nameOfAMirrorThatTheLiftDoesNotHave_isAnError() throws Exception {
        assertThat(problems("{\"ptex-mirrors\": {\"a\": []}, \"scie\": {\"lift\": {\"files\": []}}}"))
                .containsExactly("a: no file of the lift has this name");
    }

    @Test
    void nameWhereThereIsNoLift_isNone() throws Exception {
        assertThat(problems("{\"ptex\": {\"a\": \"https://h/\"}}")).isEmpty();
    }

    @Test
    void fileThatPtexFetches_needsAUrl() throws Exception {
        assertThat(problems(lift("{\"name\": \"a\", \"source\": \"fetch\"}")))
                .containsExactly("a: it is to be fetched by fetch, and has no URL");
    }

    @Test
    void fileThatAnotherBindingMakes_needsNone() throws Exception {
        assertThat(problems(lift("{\"name\": \"a\", \"source\": \"other\"}"))).isEmpty();
    }

    @Test
    void hashThatIsNone_isAnError() throws Exception {
        assertThat(problems(lift("{\"name\": \"a\", \"hash\": \"abc\"}"))).containsExactly("a: its hash is no sha256");
    }

    @Test
    void otherNames_doNotCount() throws Exception {
        assertThat(problems(lift("{\"name\": \"a\", \"hash\": \"abc\"}"), "b")).isEmpty();
    }

    @Test
    void verdictOnANameOfMirrorsAlone_saysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("m.json"), "{\"ptex-mirrors\": {\"a\": 1}}");

        assertThat(ManifestCheck.unusable(new ManifestService().survey(file), "a", "it is a number")
                        .source())
                .isEqualTo(Source.MIRRORS);
    }
}
