package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatePoolTest {
    private final CertificatePool pool = new CertificatePool();

    @TempDir
    Path directory;

    @Test
    void bundle_givesAllItsCertificates() throws Exception {
        Path bundle = write("bundle.pem", pem("ca") + pem("other-ca"));

        assertThat(pool.addFile(bundle)).isEqualTo(2);

        assertThat(pool.certificates())
                .containsExactly(TestCertificates.certificate("ca"), TestCertificates.certificate("other-ca"));
    }

    @Test
    void duplicate_isFoundButKeptOnce() throws IOException {
        Path bundle = write("bundle.pem", pem("ca") + pem("ca"));

        assertThat(pool.addFile(bundle)).isEqualTo(2);

        assertThat(pool.certificates()).hasSize(1);
    }

    @Test
    void duplicateFromElsewhere_isKeptOnce() throws Exception {
        pool.addFile(write("bundle.pem", pem("ca")));

        pool.add(TestCertificates.certificate("ca"));

        assertThat(pool.certificates()).hasSize(1);
    }

    @Test
    void blockThatIsNoCertificate_isCounted() throws IOException {
        Path bundle = write("bundle.pem", "-----BEGIN CERTIFICATE-----\nb25l\n-----END CERTIFICATE-----\n" + pem("ca"));

        assertThat(pool.addFile(bundle)).isEqualTo(1);

        assertThat(pool.damaged()).isEqualTo(1);
    }

    @Test
    void unhashedDirectory_givesAllFiles() throws IOException {
        write("a.crt", pem("ca"));
        write("b.pem", pem("other-ca"));
        write("README", "certificates live here");

        assertThat(pool.addDirectory(directory)).isEqualTo(2);
    }

    @Test
    void hashedDirectory_givesOnlyHashedNames() throws Exception {
        write("0a1b2c3d.0", pem("ca"));
        write("stray.pem", pem("other-ca"));

        pool.addDirectory(directory);

        assertThat(pool.certificates()).containsExactly(TestCertificates.certificate("ca"));
    }

    @Test
    void severalLinksToOneFile_areReadOnce() throws IOException {
        Path file = write("ca.pem", pem("ca"));
        Files.createSymbolicLink(directory.resolve("0a1b2c3d.0"), file);
        Files.createSymbolicLink(directory.resolve("1a1b2c3d.0"), file);

        assertThat(pool.addDirectory(directory)).isEqualTo(1);
    }

    @Test
    void linkToNowhere_doesNotSpoilTheDirectory() throws IOException {
        Files.createSymbolicLink(directory.resolve("0a1b2c3d.0"), directory.resolve("gone.pem"));
        write("1a1b2c3d.0", pem("ca"));

        assertThat(pool.addDirectory(directory)).isEqualTo(1);
    }

    @Test
    void subdirectory_isPassedOver() throws IOException {
        Files.createDirectory(directory.resolve("java"));

        assertThat(pool.addDirectory(directory)).isZero();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String pem(String name) throws IOException {
        return Files.readString(TestCertificates.file(name + ".pem"));
    }
}
