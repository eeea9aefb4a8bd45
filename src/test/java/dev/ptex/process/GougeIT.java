package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        return ptex(home, "gouge").and(arguments).run();
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
                "--url https://a/ -o|--output needs a value",
                "--url https://a fat.json|--url has \"https://a\", which is no URL to put names behind: a name behind it"
                        + " would be a part of its host's: it lacks a /",
                "--url https://a/?x=1#y fat.json|--url has \"https://a/?x=***\", which is no URL to put names behind: what is"
                        + " behind a # is never asked for",
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
    void manifest_isOneForScieJump() throws Exception {
        Assumptions.assumeTrue(PtexProcess.hasProgram("scie-jump"), "there is no scie-jump");
        // scie-jump 1.12 panics if the last file has fewer than 18 bytes.
        Files.writeString(home.resolve("ptex"), "#!/bin/sh\nexec curl \"$@\"\n");
        assertThat(gouge("--url", PREFIX, "--ptex", "ptex", "-o", "fat.json", "fat.json")
                        .exit())
                .isZero();

        ProcessResult packed = PtexProcess.of("scie-jump", home, "fat.json").run();

        assertThat(packed.exit()).as(packed.toString()).isZero();
    }

    @Test
    void prefix_isEncodedWhereAUrlMustBe() {
        assertThat(gouge("--url", "https://example.com/gr\u00f6\u00dfer 1%20/", "--ptex", "ptex", "fat.json")
                        .text())
                .contains("\"https://example.com/gr%C3%B6%C3%9Fer%201%20/" + CPYTHON + "\"");
    }

    @Test
    void mirrors_areOneUrlEach() {
        assertThat(gouge(
                                "--url",
                                PREFIX,
                                "--mirror",
                                "https://m/",
                                "--mirror",
                                "https://n/",
                                "--ptex",
                                "ptex",
                                "fat.json")
                        .text())
                .contains("\"ptex-mirrors\": {\n    \"" + CPYTHON + "\": [\n      \"https://m/" + CPYTHON
                        + "\",\n      \"https://n/" + CPYTHON + "\"\n    ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {CPYTHON, "ptex"})
    void fileOfTheScie_isNoOutput(String file) throws Exception {
        byte[] bytes = Files.readAllBytes(home.resolve(file));

        ProcessResult result = gouge("--url", PREFIX, "--ptex", "ptex", "-o", file, "fat.json");

        assertThat(result.stderr()).isEqualTo("ptex: cannot write " + file + ": the scie is made of it\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(home.resolve(file)).hasBinaryContent(bytes);
    }

    @Test
    void emptyOutput_isAUsageError() {
        ProcessResult result = gouge("--url", PREFIX, "-o", "", "fat.json");

        assertThat(result.stderr()).startsWith("ptex: --output needs a value\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void outputInNoFolder_isNamed() {
        ProcessResult result = gouge("--url", PREFIX, "--ptex", "ptex", "-o", "no/x.json", "fat.json");

        assertThat(result.stderr()).isEqualTo("ptex: cannot write no/x.json: no such file\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void scie_isRefusedWithAHint() throws Exception {
        Files.writeString(home.resolve("scie"), "\177ELF PK\5\6" + "\0".repeat(18) + "{}");

        ProcessResult result = gouge("--url", PREFIX, "--ptex", "ptex", "scie");

        assertThat(result.stderr()).isEqualTo("""
                        ptex: scie is a scie, where the manifest that it was made of is wanted, with its files beside it
                          hint: SCIE=split has a scie write them into a folder
                        """);
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void gougedManifest_isFetchedFromAndPassesTheCheck() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/" + CPYTHON, Reply.ok(new byte[1 << 20]));
            gouge("--url", server.url("/"), "--ptex", "ptex", "-o", "lift.json", "fat.json");
            Files.delete(home.resolve(CPYTHON));

            assertThat(ptex(home, "lift.json", CPYTHON).run().stdout()).isEqualTo(new byte[1 << 20]);
            assertThat(ptex(home, "check", "--full", "lift.json").run().exit()).isZero();
        }
    }
}
