package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import dev.ptex.config.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootSearchTest {
    private X509Certificate ca;
    private X509Certificate other;

    @TempDir
    Path directory;

    @BeforeEach
    void certificates() throws Exception {
        ca = TestCertificates.certificate("ca");
        other = TestCertificates.certificate("other-ca");
    }

    @Test
    void certFile_replacesTheSystemsBundle() throws TrustException {
        RootCertificates roots = roots(Map.of("SSL_CERT_FILE", file("ca")), List.of(path("other-ca")));

        assertThat(roots.certificates()).containsExactly(ca);
    }

    @Test
    void certFile_isTheOrigin() throws TrustException {
        RootCertificates roots = roots(Map.of("SSL_CERT_FILE", file("ca")), List.of());

        assertThat(roots.origin()).isEqualTo("SSL_CERT_FILE=" + file("ca"));
    }

    @Test
    void certFileWithDamage_countsIt() throws Exception {
        Path bundle = write("bundle.pem", "-----BEGIN CERTIFICATE-----\n" + Files.readString(path("ca")));

        assertThat(roots(Map.of("SSL_CERT_FILE", bundle.toString()), List.of()).damaged())
                .isEqualTo(1);
    }

    @Test
    void certDir_replacesTheSystemsBundle() throws Exception {
        Files.copy(path("ca"), directory.resolve("0a1b2c3d.0"));

        RootCertificates roots = roots(Map.of("SSL_CERT_DIR", directory.toString()), List.of(path("other-ca")));

        assertThat(roots.certificates()).containsExactly(ca);
    }

    @Test
    void bothVariables_areMerged() throws Exception {
        Files.copy(path("ca"), directory.resolve("ca.pem"));

        RootCertificates roots =
                roots(Map.of("SSL_CERT_FILE", file("other-ca"), "SSL_CERT_DIR", directory.toString()), List.of());

        assertThat(roots.certificates()).containsExactlyInAnyOrder(ca, other);
        assertThat(roots.origin()).isEqualTo("SSL_CERT_FILE=" + file("other-ca") + " and SSL_CERT_DIR=" + directory);
    }

    @Test
    void listOfDirectories_isMerged() throws Exception {
        Files.copy(path("ca"), Files.createDirectory(directory.resolve("a")).resolve("ca.pem"));
        Files.copy(
                path("other-ca"), Files.createDirectory(directory.resolve("b")).resolve("ca.pem"));
        String list = directory.resolve("a") + File.pathSeparator + directory.resolve("b");

        assertThat(roots(Map.of("SSL_CERT_DIR", list), List.of()).certificates())
                .containsExactlyInAnyOrder(ca, other);
    }

    @Test
    void listOfWindows_isSplitAtItsSemicolons() {
        // C: is a drive, and no directory.
        Environment environment = new Environment(Map.of("SSL_CERT_DIR", "C:\\a;D:\\b"), Platform.WINDOWS);
        RootSearch search =
                new RootSearch(environment, Optional.empty(), new SystemRoots(List.of(), List::of, List::of));

        assertThatThrownBy(search::roots).hasMessageContaining(": C:\\a: no such file");
    }

    @Test
    void listWithOneMissingDirectory_givesTheOthers() throws Exception {
        Files.copy(path("ca"), directory.resolve("ca.pem"));
        String list = directory.resolve("gone") + File.pathSeparator + directory;

        assertThat(roots(Map.of("SSL_CERT_DIR", list), List.of()).certificates())
                .containsExactly(ca);
    }

    @Test
    void listWithOnlyMissingDirectories_isAnError() {
        Path gone = directory.resolve("gone");
        String list = gone + File.pathSeparator + directory.resolve("lost");

        assertFails(Map.of("SSL_CERT_DIR", list))
                .hasMessage("cannot take the trusted roots from SSL_CERT_DIR=" + list + ": " + gone + ": no such file");
    }

    @Test
    void listOfNothing_isAnError() {
        assertFails(Map.of("SSL_CERT_DIR", File.pathSeparator)).hasMessageEndingWith(": it names no directory");
    }

    @Test
    void missingCertFile_isAnErrorAndNotTheSystemsBundle() {
        Path gone = directory.resolve("gone.pem");

        assertFails(Map.of("SSL_CERT_FILE", gone.toString()))
                .hasMessage("cannot take the trusted roots from SSL_CERT_FILE=" + gone + ": no such file");
    }

    @Test
    void missingCertDirBesideGoodCertFile_isAnError() {
        Path gone = directory.resolve("gone");

        assertFails(Map.of("SSL_CERT_FILE", file("ca"), "SSL_CERT_DIR", gone.toString()))
                .hasMessageContaining("SSL_CERT_DIR=" + gone);
    }

    @Test
    void certFileWithoutCertificates_isAnError() throws IOException {
        Path file = write("notes.txt", "none here");

        assertFails(Map.of("SSL_CERT_FILE", file.toString())).hasMessageEndingWith(": it has no PEM certificate");
    }

    @Test
    void certFileWithOnlyDamage_saysSo() throws IOException {
        Path file = write("broken.pem", "-----BEGIN CERTIFICATE-----\n");

        assertFails(Map.of("SSL_CERT_FILE", file.toString()))
                .hasMessageEndingWith(": it has no PEM certificate (1 is damaged)");
    }

    @Test
    void certFileThatIsADirectory_isAnErrorWithAdvice() {
        assertFails(Map.of("SSL_CERT_FILE", directory.toString()))
                .hasMessageEndingWith(": it is a directory: use SSL_CERT_DIR for that");
    }

    @Test
    void certDirThatIsAFile_isRead() throws TrustException {
        assertThat(roots(Map.of("SSL_CERT_DIR", file("ca")), List.of()).certificates())
                .containsExactly(ca);
    }

    @Test
    void emptyCertDir_isAnError() {
        assertFails(Map.of("SSL_CERT_DIR", directory.toString()))
                .hasMessageEndingWith(": none of its files has a PEM certificate");
    }

    @Test
    void unreadableCertFile_isAnError() throws IOException {
        Path file = write("secret.pem", "");
        assumeFalse(file.toFile().setReadable(false) && Files.isReadable(file), "root reads everything");

        assertFails(Map.of("SSL_CERT_FILE", file.toString())).hasMessageEndingWith(": no permission to read it");
    }

    @Test
    void certFileThatCannotBeAPath_isAnError() {
        assertFails(Map.of("SSL_CERT_FILE", "a\0b"))
                .hasMessage("cannot take the trusted roots from SSL_CERT_FILE=a\\x00b: it is not a path");
    }

    @Test
    void nothingSet_takesTheFirstBundleWithCertificates() throws Exception {
        Path empty = write("empty.pem", "");

        RootCertificates roots =
                roots(Map.of(), List.of(directory.resolve("gone.pem"), empty, path("ca"), path("other-ca")));

        assertThat(roots.certificates()).containsExactly(ca);
        assertThat(roots.origin()).isEqualTo(file("ca"));
    }

    @Test
    void bundleThatIsADirectory_isRead() throws Exception {
        Files.copy(path("ca"), directory.resolve("ca.pem"));

        assertThat(roots(Map.of(), List.of(directory)).certificates()).containsExactly(ca);
    }

    @Test
    void noBundle_takesThoseBuiltIn() throws TrustException {
        RootCertificates roots = search(Map.of(), new SystemRoots(List.of(), List::of, () -> List.of(ca)))
                .roots();

        assertThat(roots).isEqualTo(new RootCertificates("those built in", List.of(ca), 0));
    }

    @Test
    void systemsKeyStore_isTakenTogetherWithThoseBuiltIn() throws TrustException {
        RootCertificates roots = search(
                        Map.of(), new SystemRoots(List.of(), () -> List.of(other), () -> List.of(ca, other)))
                .roots();

        assertThat(roots)
                .isEqualTo(new RootCertificates("the system's key store and those built in", List.of(other, ca), 0));
    }

    @Test
    void systemsKeyStore_standsBesideTheBundle() throws TrustException {
        RootCertificates roots = search(Map.of(), new SystemRoots(List.of(path("ca")), () -> List.of(other), List::of))
                .roots();

        assertThat(roots)
                .isEqualTo(new RootCertificates(file("ca") + " and the system's key store", List.of(ca, other), 0));
    }

    @Test
    void systemsKeyStore_doesNotCountIfRootsAreNamed() throws TrustException {
        RootCertificates roots = search(
                        Map.of("SSL_CERT_FILE", file("ca")),
                        new SystemRoots(List.of(), () -> List.of(other), () -> List.of(other)))
                .roots();

        assertThat(roots.certificates()).containsExactly(ca);
    }

    @Test
    void noRootsAnywhere_isAnError() {
        RootSearch search = search(Map.of(), new SystemRoots(List.of(), List::of, List::of));

        assertThatThrownBy(search::roots)
                .isInstanceOf(TrustException.class)
                .hasMessage(
                        "found no trusted roots on this system: set ptex.tls.ca-file or SSL_CERT_FILE to a PEM file with some");
    }

    @Test
    void remedy_isAtThePlaceThatIsInForce() {
        assertThat(remedy(Map.of())).startsWith("set ptex.tls.ca-file or SSL_CERT_FILE to a PEM file with ");
        assertThat(remedy(Map.of("SSL_CERT_DIR", "/d")))
                .isEqualTo("add the issuer's certificate to what SSL_CERT_DIR names");
        assertThat(remedy(Map.of("SSL_CERT_DIR", "/d", "SSL_CERT_FILE", "/f")))
                .isEqualTo("add the issuer's certificate to what SSL_CERT_FILE names");
        assertThat(new RootSearch(
                                new Environment(Map.of("SSL_CERT_FILE", "/f")),
                                Optional.of(new Setting("ptex.tls.ca-file", "/g", "/etc/p", 1)),
                                new SystemRoots(List.of(), List::of, List::of))
                        .remedy())
                .isEqualTo("add the issuer's certificate to what ptex.tls.ca-file names");
    }

    private static String remedy(Map<String, String> variables) {
        return search(variables, new SystemRoots(List.of(), List::of, List::of)).remedy();
    }

    @Test
    void thisMachine_hasRoots() throws TrustException {
        assertThat(search(Map.of(), SystemRoots.of(Platform.ofThisMachine()))
                        .roots()
                        .certificates())
                .isNotEmpty();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(Map<String, String> variables) {
        ThrowingCallable search = () -> roots(variables, List.of(path("other-ca")));
        return assertThatThrownBy(search).isInstanceOf(TrustException.class);
    }

    private RootCertificates roots(Map<String, String> variables, List<Path> bundles) throws TrustException {
        return search(variables, new SystemRoots(bundles, List::of, List::of)).roots();
    }

    private static RootSearch search(Map<String, String> variables, SystemRoots system) {
        return new RootSearch(new Environment(variables), Optional.empty(), system);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Path path(String name) {
        return TestCertificates.file(name + ".pem");
    }

    private static String file(String name) {
        return path(name).toString();
    }
}
