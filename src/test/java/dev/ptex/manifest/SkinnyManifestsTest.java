package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ptex.digest.Sha256;
import dev.ptex.manifest.SkinnyPlan.Fetched;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkinnyManifestsTest {
    private static final String PREFIX = "https://example.com/v1/";
    private static final String ZIP_END = "PK\5\6" + "\0".repeat(18);

    @TempDir
    Path folder;

    private Path manifest;

    @BeforeEach
    void lieBeside() throws Exception {
        manifest = folder.resolve("lift.json");
        Files.writeString(folder.resolve("ptex"), "#!/bin/sh");
        Files.writeString(folder.resolve("small.txt"), "small");
        Files.write(folder.resolve("big.tar.gz"), new byte[1 << 20]);
    }

    private static String sha256OfBig() {
        Sha256 sha256 = new Sha256();
        sha256.update(new byte[1 << 20], 0, 1 << 20);
        return sha256.hex();
    }

    private void lift(String files, String rest) throws Exception {
        Files.writeString(
                manifest,
                "{\"scie\": {\"lift\": {\"name\": \"x\", \"files\": [" + files + "], \"boot\": {\"commands\": {}}}}"
                        + rest + "}");
    }

    private static String file(String name, String rest) {
        return "{\"name\": \"" + name + "\"" + rest + "}";
    }

    private SkinnyPlan plan(boolean withPtex, String... names) throws Exception {
        return skinny().plan(new SkinnyRequest(
                manifest,
                List.of(names),
                PREFIX,
                List.of(),
                withPtex ? Optional.of(folder.resolve("ptex")) : Optional.empty()));
    }

    private static SkinnyManifests skinny() {
        return new SkinnyManifests(new ManifestService());
    }

    private static String written(SkinnyPlan plan) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        skinny().write(plan, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void refused(String why, boolean withPtex, String... names) {
        assertThatThrownBy(() -> plan(withPtex, names))
                .isInstanceOf(ManifestException.class)
                .hasMessage("cannot make " + manifest + " skinny: " + why);
    }

    @Test
    void largeFile_isFetched() throws Exception {
        lift(file("small.txt", "") + "," + file("big.tar.gz", ", \"key\": \"big\""), "");

        assertThat(written(plan(true))).isEqualTo("""
                {
                  "scie": {
                    "lift": {
                      "name": "x",
                      "files": [
                        {
                          "name": "small.txt"
                        },
                        {
                          "name": "big.tar.gz",
                          "key": "big",
                          "size": 1048576,
                          "hash": "%s",
                          "type": "tar.gz",
                          "source": "ptex-fetch"
                        },
                        {
                          "name": "ptex",
                          "key": "ptex",
                          "executable": true
                        }
                      ],
                      "boot": {
                        "commands": {},
                        "bindings": {
                          "ptex-fetch": {
                            "exe": "{ptex}",
                            "args": [
                              "{scie.lift}"
                            ]
                          }
                        }
                      }
                    }
                  },
                  "ptex": {
                    "big.tar.gz": "https://example.com/v1/big.tar.gz"
                  }
                }
                """.formatted(sha256OfBig()));
    }

    @Test
    void unknownKeysAndTheirOrder_stay() throws Exception {
        String others = ", \"z\": [1.10, -0, 1e400, 12345678901234567890123, true, false, null, {}, []],"
                + " \"a\": {\"\\ud800\": \"\\u0007ü\"}";
        lift(file("big.tar.gz", ""), others);

        assertThat(written(plan(true)).replaceAll("\\s", ""))
                .contains(others.replaceAll("\\s", "").replace("\\ud800", "\\uD800") + ",\"ptex\":{");
    }

    @Test
    void skinnyManifest_isChangedNoFurther() throws Exception {
        lift(file("big.tar.gz", ""), "");
        String once = written(plan(true));
        Files.writeString(manifest, once);

        assertThat(written(plan(true))).isEqualTo(once);
    }

    @Test
    void largeFileThatThePtexIs_isCarried() throws Exception {
        Files.write(folder.resolve("ptex"), new byte[2 << 20]);
        lift(file("ptex", ", \"key\": \"ptex\"") + "," + file("big.tar.gz", ""), "");

        assertThat(plan(false).fetched()).containsOnlyKeys("big.tar.gz");
    }

    @Test
    void whatTheBindingNeeds_isCarried() throws Exception {
        Files.write(folder.resolve("jre.tar.gz"), new byte[2 << 20]);
        Files.writeString(
                manifest,
                "{\"scie\": {\"lift\": {\"files\": [" + file("jre.tar.gz", ", \"key\": \"jre\"") + ","
                        + file("big.tar.gz", "")
                        + "], \"boot\": {\"bindings\": {\"ptex-fetch\": {\"exe\": \"{jre}/bin/java\"}}}}}}");

        SkinnyPlan plan = plan(false);

        assertThat(plan.fetched()).containsOnlyKeys("big.tar.gz");
        assertThat(written(plan)).contains("\"ptex-fetch\": {\n            \"exe\": \"{jre}/bin/java\"\n          }");
        refused("jre.tar.gz is needed to fetch files, and cannot be fetched itself", false, "jre.tar.gz");
    }

    @Test
    void namedFile_mayBeSmall() throws Exception {
        lift(file("small.txt", "") + "," + file("big.tar.gz", ""), "");

        assertThat(plan(true, "small.txt").fetched()).containsOnlyKeys("small.txt");
    }

    @Test
    void fileOfAnotherSource_isLeftAlone() throws Exception {
        lift(file("big.tar.gz", ", \"source\": \"fetch\""), "");

        refused("no file of 1 MiB or more that the scie carries lies beside it", true);
        refused("the source of big.tar.gz is fetch there, and ptex-fetch would be right", true, "big.tar.gz");
    }

    @Test
    void directory_isCarried() throws Exception {
        Files.createDirectory(folder.resolve("dir"));
        lift(file("dir", "") + "," + file("big.tar.gz", ""), "");

        assertThat(plan(true).fetched()).containsOnlyKeys("big.tar.gz");
        refused("dir is a directory, which scie-jump packs and cannot fetch", true, "dir");
    }

    @Test
    void executableBlob_isSaidToBeOne() throws Exception {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        for (String name : List.of("run", "run.zip")) {
            Files.writeString(folder.resolve(name), name);
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        lift(file("run", "") + "," + file("run.zip", ""), "");

        SkinnyPlan plan = plan(true, "run", "run.zip");

        assertThat(plan.fetched())
                .extractingByKey("run", as(type(Fetched.class)))
                .returns(true, Fetched::executable);
        assertThat(plan.fetched())
                .extractingByKey("run.zip", as(type(Fetched.class)))
                .returns(false, Fetched::executable);
    }

    @Test
    void typeThatIsThere_stays() throws Exception {
        lift(file("big.tar.gz", ", \"type\": \"blob\""), "");

        assertThat(written(plan(true))).contains("\"type\": \"blob\"").doesNotContain("\"type\": \"tar.gz\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"size\": 7', 'the size of big.tar.gz is 7 there, and 1048576 would be right'",
        "'\"hash\": \"00\"', 'the hash of big.tar.gz is 00 there, and HASH would be right'"
    })
    void entryThatDiffers_isRefused(String entry, String why) throws Exception {
        lift(file("big.tar.gz", ", " + entry), "");

        refused(why.replace("HASH", sha256OfBig()), true);
    }

    @Test
    void sizeOfNull_isFilledIn() throws Exception {
        lift(file("big.tar.gz", ", \"size\": null, \"hash\": null, \"type\": null"), "");

        assertThat(written(plan(true)))
                .contains("\"size\": 1048576,\n          \"hash\": \"" + sha256OfBig()
                        + "\",\n          \"type\": \"tar.gz\"");
    }

    @Test
    void urlThatDiffers_isRefused() throws Exception {
        lift(file("big.tar.gz", ""), ", \"ptex\": {\"big.tar.gz\": \"https://example.org/secret\"}");

        refused("\"ptex\" has another URL of big.tar.gz already", true);
    }

    @Test
    void mirrors_areAppended() throws Exception {
        lift(file("big.tar.gz", ""), ", \"ptex-mirrors\": {\"big.tar.gz\": [\"https://a.example/\"], \"b\": []}");

        SkinnyPlan plan = skinny().plan(new SkinnyRequest(
                manifest,
                List.of(),
                PREFIX,
                List.of("https://b.example/", "https://b.example/"),
                Optional.of(folder.resolve("ptex"))));

        assertThat(written(plan).replaceAll("\\s", ""))
                .contains("\"ptex-mirrors\":{\"big.tar.gz\":[\"https://a.example/\",\"https://b.example/big.tar.gz\"],"
                        + "\"b\":[]}");
    }

    @Test
    void withoutAnyPtex_nothingCouldBeFetched() throws Exception {
        lift(file("big.tar.gz", ""), "");

        refused("its scie carries no ptex, which is to fetch the files", false);
    }

    @Test
    void packedPtex_isRunInsideOfWhatIsUnpacked() throws Exception {
        lift(file("ptex-linux-x86_64.tar.xz", ", \"key\": \"ptex\"") + "," + file("big.tar.gz", ""), "");

        assertThat(written(plan(false))).contains("\"exe\": \"{ptex}/ptex\"");
    }

    @Test
    void ptexElsewhere_isRefused() throws Exception {
        lift(file("big.tar.gz", ""), "");
        Path elsewhere =
                Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("ptex"), "other");

        assertThatThrownBy(() -> skinny().plan(
                                new SkinnyRequest(manifest, List.of(), PREFIX, List.of(), Optional.of(elsewhere))))
                .hasMessageEndingWith(elsewhere + " is no file that lies beside it, where scie-jump looks for it");
    }

    @Test
    void anotherPtexInTheLift_isRefused() throws Exception {
        lift(file("ptex-1.7", ", \"key\": \"ptex\"") + "," + file("big.tar.gz", ""), "");

        refused("it has a ptex already, ptex-1.7", true);
    }

    @Test
    void lastFileThatIsAFetchedZip_isWarnedOf() throws Exception {
        Files.writeString(folder.resolve("last.pex"), "x".repeat(1 << 20) + ZIP_END, StandardCharsets.ISO_8859_1);
        lift(file("ptex", "") + "," + file("last.pex", ""), "");

        assertThat(plan(false).warnings())
                .containsExactly(
                        "the last file, last.pex, is a zip that is fetched; if it lies beside the manifest when"
                                + " scie-jump packs, the scie does not boot: --ptex adds a file behind it");
    }

    @Test
    void lastFileThatIsCarried_isNotWarnedOf() throws Exception {
        Files.writeString(folder.resolve("last.pex"), "x".repeat(1 << 20) + ZIP_END, StandardCharsets.ISO_8859_1);
        lift(file("last.pex", ""), "");

        assertThat(plan(true).warnings()).isEmpty();
    }

    @Test
    void manifestTooLongForScieJump_isWarnedOf() throws Exception {
        lift(file("big.tar.gz", ""), ", \"x\": \"" + "x".repeat(64 << 10) + "\"");

        assertThat(plan(true).warnings())
                .singleElement()
                .asString()
                .matches(
                        "the manifest will be about 66\\d\\d\\d bytes long in the scie, and scie-jump reads none of 64 KiB"
                                + " or more");
    }

    @Test
    void weights_areOfWhatTheScieCarries() throws Exception {
        lift(file("small.txt", "") + "," + file("big.tar.gz", ""), "");

        SkinnyPlan plan = plan(true);

        assertThat(plan.before()).isEqualTo((1 << 20) + 5);
        assertThat(plan.after()).isEqualTo(5 + 9);
    }

    @Test
    void scie_isRefusedWithAHint() throws Exception {
        Files.writeString(manifest, "\177ELF" + ZIP_END + "\n{\"ptex\": {}}", StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> plan(true))
                .isInstanceOfSatisfying(
                        ManifestException.class,
                        e -> assertThat(e.hint()).contains("SCIE=split has a scie write them into a folder"))
                .hasMessageStartingWith(manifest + " is a scie");
    }

    @Test
    void unknownName_isRefusedWithAGuess() throws Exception {
        lift(file("big.tar.gz", ""), "");

        assertThatThrownBy(() -> plan(true, "bug.tar.gz"))
                .isInstanceOfSatisfying(
                        ManifestException.class, e -> assertThat(e.hint()).contains("did you mean big.tar.gz?"))
                .hasMessage("cannot make " + manifest + " skinny: it has no file bug.tar.gz");
    }

    @Test
    void keyThatIsThereTwice_isRefused() throws Exception {
        lift(file("big.tar.gz", ""), ", \"ptex\": {}, \"ptex\": {}");

        assertThatThrownBy(() -> plan(true))
                .hasMessage("Failed to parse lift manifest " + manifest + ": it has \"ptex\" twice");
    }
}
