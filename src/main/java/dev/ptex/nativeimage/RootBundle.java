package dev.ptex.nativeimage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The roots that came with the Java that builds, one after the other, as they are encoded. */
final class RootBundle {
    private static final Pattern PEM = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

    /** Filled while the executable is built, when all classes are made ready. */
    private static final byte[] ENCODED = decoded(listed());

    private RootBundle() {}

    static List<X509Certificate> certificates() throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(ENCODED)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** By a process of its own: what this one decodes the JDK remembers, and native-image puts it in. */
    private static String listed() {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try {
            Process process = new ProcessBuilder(keytool, "-list", "-rfc", "-cacerts", "-storepass", "changeit")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream list = process.getInputStream()) {
                return new String(list.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the roots of Java", e);
        }
    }

    /** @throws IllegalStateException if there are none: an executable would be built that may trust nobody */
    static byte[] decoded(String list) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PEM.matcher(list)
                .results()
                .map(certificate -> Base64.getMimeDecoder().decode(certificate.group(1)))
                .forEach(all::writeBytes);
        if (all.size() == 0) {
            throw new IllegalStateException("Java has no roots to be put in: " + list);
        }
        return all.toByteArray();
    }
}
