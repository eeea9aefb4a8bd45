package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From examples/skinny-scie's fat.json to what scie-jump makes a skinny scie of. */
class GougeIT {
    private static final String CPYTHON = "cpython-3.10.8+20221106-x86_64-unknown-linux-gnu-install_only.tar.gz";
    private static final String PREFIX = "https://example.com/";

    @TempDir
    Path home;

    @BeforeEach
    void lieBeside() throws Exception {
        Files.copy(Path.of("examples/skinny-scie/fat.json"), home.resolve("fat.json"));
        Files.write(home.resolve(CPYTHON), new byte[1 << 20]);
        Files.writeString(home.resolve("ptex"), "#!/bin/sh\n");
    }

    private ProcessResult gouge(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "gouge";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return ptex(home, words).run();
    }

    @Test
    void manifest_goesToStandardOutputAndTheWeightToStandardError() {
        ProcessResult result = gouge("--url", PREFIX, "--ptex", "ptex", "fat.json");

        assertThat(result.text())
                .as(result.toString())
                .contains("\"ptex\": {\n    \"" + CPYTHON + "\": \"" + PREFIX + CPYTHON + "\"\n  }\n}\n");
        assertThat(result.stderr())
                .isEqualTo("ptex: the scie will weigh 10 B instead of 1.0 MB, not counting scie-jump\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void output_mayBeTheManifestItself() throws Exception {
        ProcessResult result = gouge("--url", PREFIX, "--ptex", "ptex", "-o", "fat.json", "fat.json");

        assertThat(Files.readString(home.resolve("fat.json")))
                .as(result.toString())
                .contains("\"source\": \"ptex-fetch\"");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void failure_leavesTheOutputAsItWas() throws Exception {
        Files.writeString(home.resolve("out.json"), "old");

        ProcessResult result = gouge("--url", PREFIX, "-o", "out.json", "fat.json");

        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("""
                        ptex: cannot make fat.json skinny: its scie carries no ptex, which is to fetch the files
                          hint: --ptex names one, which has to lie beside the manifest
                        """);
        assertThat(home.resolve("out.json")).hasContent("old");
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".part")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fat.json|--url says where the files will be, and is not there",
                "--url|--url needs a value",
                "--url https://a/|no manifest is given",
                "--bad fat.json|there is no option --bad",
                "--url https://a/ --url https://b/ fat.json|--url is there twice",
                "--url https://user:secret@a/ fat.json|--url has a user name or a password in it, and manifests are"
                        + " public",
                "--url https://a/ --mirror https://user:secret@b/ fat.json|--mirror has a user name or a password in it,"
                        + " and manifests are public",
                "--url a/ fat.json|--url has \"a/\", which is no URL to put names behind: it does not start with a scheme,"
                        + " such as https:"
            })
    void wordsThatMakeNoSense_areAUsageError(String words, String message) {
        ProcessResult result = gouge(words.split(" "));

        assertThat(result.stderr())
                .as(result.toString())
                .startsWith("ptex: " + message + "\nUsage: ptex gouge ")
                .doesNotContain("secret");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void fileOfThatName_isAManifest() throws Exception {
        Files.writeString(home.resolve("gouge"), "{\"ptex\": {\"a\": \"ptex\"}}");

        ProcessResult result = gouge("a");

        assertThat(result.text()).as(result.toString()).isEqualTo("#!/bin/sh\n");
    }

    @Test
    void otherThanTheFirstWord_isAManifest() {
        ProcessResult result = ptex(home, "-s", "gouge", "fat.json").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("""
                        ptex: Failed to open lift manifest at gouge: no such file
                          hint: a subcommand comes first: ptex gouge -s
                        """);
    }

    @Test
    void help_isItsOwnManual() {
        ProcessResult result = gouge("--help");

        assertThat(result.text())
                .as(result.toString())
                .startsWith("Usage: ptex gouge --url PREFIX")
                .contains("--mirror=PREFIX");
        assertThat(result.exit()).isZero();
    }

    /** The keys below "scie" are closed sets for it. */
    @Test
    void manifest_isOneForScieJump() {
        Assumptions.assumeTrue(PtexProcess.hasProgram("scie-jump"), "there is no scie-jump");
        assertThat(gouge("--url", PREFIX, "--ptex", "ptex", "-o", "fat.json", "fat.json")
                        .exit())
                .isZero();

        ProcessResult packed = PtexProcess.of("scie-jump", home, "fat.json").run();

        assertThat(packed.exit()).as(packed.toString()).isZero();
    }
}
