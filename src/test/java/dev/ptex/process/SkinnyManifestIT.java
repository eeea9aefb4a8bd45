package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gouge puts into a manifest, and what it leaves as it was. */
class SkinnyManifestIT {
    /** Of 1 MiB of zeros. */
    private static final String HASH = "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58";

    private static final String FETCHED = "\"size\": 1048576, \"hash\": \"" + HASH + "\"";

    @TempDir
    Path home;

    @BeforeEach
    void lieBeside() throws Exception {
        for (String name : new String[] {"large.bin", "tool.tar.gz", "helper.bin"}) {
            Files.write(home.resolve(name), new byte[1 << 20]);
        }
        Files.write(home.resolve("small.bin"), new byte[(1 << 20) - 1]);
        Files.writeString(home.resolve("ptex"), "#!/bin/sh\n");
    }

    private void manifest(String files, String bindings, String rest) throws Exception {
        Files.writeString(
                home.resolve("m.json"),
                "{\"scie\": {\"lift\": {\"name\": \"app\", \"files\": [" + files + "], \"boot\": {\"commands\": {\"\":"
                        + " {\"exe\": \"{large.bin}\"}}" + bindings + "}}}" + rest + "}");
    }

    private static String named(String... names) {
        return "{\"name\": \"" + String.join("\"}, {\"name\": \"", names) + "\"}";
    }

    private ProcessResult gouge(String... arguments) {
        return ptex(home, "gouge", "--url", "https://a/").and(arguments).run();
    }

    private String gouged(String... arguments) {
        ProcessResult result = gouge(arguments);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.text().replaceAll("\\s+", " ");
    }

    @Test
    void filesOfOneMebibyte_areFetchedAndSmallerOnesCarried() throws Exception {
        manifest(named("large.bin", "small.bin", "tool.tar.gz"), "", "");

        assertThat(gouged("--ptex", "ptex", "m.json"))
                .contains(
                        "{ \"name\": \"large.bin\", " + FETCHED + ", \"type\": \"blob\", \"source\": \"ptex-fetch\" }")
                .contains("{ \"name\": \"small.bin\" }")
                .contains("{ \"name\": \"tool.tar.gz\", " + FETCHED
                        + ", \"type\": \"tar.gz\", \"source\": \"ptex-fetch\" }")
                .contains(
                        "\"ptex\": { \"large.bin\": \"https://a/large.bin\", \"tool.tar.gz\": \"https://a/tool.tar.gz\" }");
    }

    @Test
    void ptex_isTheLastFileAndWhatTheBindingRuns() throws Exception {
        manifest(named("large.bin"), "", "");

        assertThat(gouged("--ptex", "ptex", "m.json"))
                .contains("{ \"name\": \"ptex\", \"key\": \"ptex\", \"executable\": true } ]")
                .contains("\"bindings\": { \"ptex-fetch\": { ")
                .contains("\"exe\": \"{ptex}\"");
    }

    @Test
    void names_areTakenWhateverTheirSize() throws Exception {
        manifest(named("large.bin", "small.bin"), "", "");

        assertThat(gouged("--ptex", "ptex", "m.json", "small.bin"))
                .contains("{ \"name\": \"large.bin\" }")
                .contains("\"ptex\": { \"small.bin\": \"https://a/small.bin\" }");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no mode there")
    void modeOfABlob_isKept() throws Exception {
        Files.setPosixFilePermissions(home.resolve("large.bin"), PosixFilePermissions.fromString("rwxr-xr-x"));
        manifest(named("large.bin"), "", "");

        assertThat(gouged("--ptex", "ptex", "m.json")).contains("\"executable\": true");
    }

    @Test
    void bindingThatIsThere_isKeptAndWhatItNeedsCarried() throws Exception {
        String binding = "\"ptex-fetch\": { \"exe\": \"{ptex}\", \"args\": [ \"{helper.bin}\" ] }";
        manifest(
                named("large.bin", "helper.bin") + ", {\"name\": \"ptex\", \"key\": \"ptex\"}",
                ", \"bindings\": {" + binding + "}",
                "");

        assertThat(gouged("m.json"))
                .contains(binding)
                .contains("{ \"name\": \"helper.bin\" }")
                .contains("\"ptex\": { \"large.bin\": \"https://a/large.bin\" }");
    }

    @Test
    void keysThatNobodyKnows_stayInTheirOrder() throws Exception {
        manifest(
                "{\"zeta\": [1, {\"b\": null}], \"name\": \"large.bin\", \"alpha\": 1.50}",
                "",
                ", \"later\": {\"z\": true, \"a\": \"\\u00fc\"}");

        assertThat(gouged("--ptex", "ptex", "m.json"))
                .contains("\"zeta\": [ 1, { \"b\": null } ], \"name\": \"large.bin\", \"alpha\": 1.50, ")
                .contains("\"later\": { \"z\": true, \"a\": \"\u00fc\" }");
    }

    @Test
    void mirrors_standBehindThoseThatAreThere() throws Exception {
        manifest(named("large.bin"), "", ", \"ptex-mirrors\": {\"large.bin\": [\"https://first/x\"]}");

        assertThat(gouged("--mirror", "https://b/", "--ptex", "ptex", "m.json"))
                .contains("\"large.bin\": [ \"https://first/x\", \"https://b/large.bin\" ]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"size\": 5||the size of large.bin is 5 there, and 1048576 would be right",
                "\"hash\": \"0000000000000000000000000000000000000000000000000000000000000000\"||the hash of large.bin is"
                        + " 0000000000000000000000000000000000000000000000000000000000000000 there, and " + HASH
                        + " would be right",
                "\"source\": \"other\"||the source of large.bin is other there, and ptex-fetch would be right",
                "\"key\": \"k\"|, \"ptex\": {\"large.bin\": \"https://b/\"}|\"ptex\" has another URL of large.bin already"
            })
    void entryThatDiffers_isAnError(String entry, String rest, String reason) throws Exception {
        manifest("{\"name\": \"large.bin\", " + entry + "}", "", rest == null ? "" : rest);

        ProcessResult result = gouge("--ptex", "ptex", "m.json", "large.bin");

        assertThat(result.stderr()).isEqualTo("ptex: cannot make m.json skinny: " + reason + "\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void directory_isNotTakenAndRefusedByName() throws Exception {
        Files.createDirectory(home.resolve("folder"));
        manifest(named("large.bin", "folder"), "", "");

        assertThat(gouged("--ptex", "ptex", "m.json")).contains("{ \"name\": \"folder\" }");
        assertThat(gouge("--ptex", "ptex", "m.json", "folder").stderr())
                .isEqualTo("ptex: cannot make m.json skinny: folder is a directory, which scie-jump packs and cannot"
                        + " fetch\n");
    }

    @Test
    void zipAtTheEndThatIsFetched_isWarnedOf() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(home.resolve("app.zip")))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("large"));
            zip.write(new byte[1 << 20]);
        }
        manifest("{\"name\": \"ptex\", \"key\": \"ptex\"}, {\"name\": \"large.bin\"}, {\"name\": \"app.zip\"}", "", "");

        ProcessResult result = gouge("m.json");

        assertThat(result.stderr()).contains("the last file, app.zip, is a zip that is fetched");
        assertThat(result.exit()).isZero();
    }

    @Test
    void manifestThatScieJumpWouldNotRead_isSaid() throws Exception {
        manifest(named("large.bin"), "", ", \"later\": \"" + "x".repeat(64 * 1024) + "\"");

        assertThat(gouge("--ptex", "ptex", "m.json").stderr()).contains("64 KiB");
    }

    @Test
    void nameThatIsAlmostThere_isGuessed() throws Exception {
        manifest(named("large.bin"), "", "");

        assertThat(gouge("--ptex", "ptex", "m.json", "larg.bin").stderr())
                .isEqualTo(
                        "ptex: cannot make m.json skinny: it has no file larg.bin\n  hint: did you mean large.bin?\n");
    }
}
