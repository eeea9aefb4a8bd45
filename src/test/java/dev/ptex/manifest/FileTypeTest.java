package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {
    /** What scie-jump 1.12 has put into the manifests of scies with files of these names. */
    @ParameterizedTest
    @CsvSource({
        "a.zip, zip",
        "a.tar, tar",
        "a.tar.bz2, tar.bz2",
        "a.tbz2, tar.bz2",
        "a.tar.gz, tar.gz",
        "a.tgz, tar.gz",
        "a.tar.xz, tar.xz",
        "a.tar.lzma, tar.xz",
        "a.tlz, tar.xz",
        "a.tar.Z, tar.Z",
        "a.tar.zst, tar.zst",
        "a.tzst, tar.zst",
        "cpython-3.10.8+20221106.tar.gz, tar.gz",
        "folder.tar.gz/data.bin, blob",
        "folder/data.tar.gz, tar.gz",
        "a.gz, blob",
        "a.tar.br, blob",
        "a.TAR.GZ, blob",
        "a.jar, blob",
        "tar.gz, blob",
        ".tar.gz, tar.gz",
        ".tar.tar.gz, blob",
        "zip, zip",
        "data, blob",
        "data., blob"
    })
    void name_tellsTheType(String name, String type) {
        assertThat(FileType.of(name)).isEqualTo(type);
    }
}
