package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Keeps Java's roots as they are encoded, and decodes them where the system has none. Otherwise native-image decodes
 * them, and puts in the objects, which are six times as large; {@code javax.net.ssl.trustStore} in {@code pom.xml} has
 * it find none.
 */
@TargetClass(className = "dev.ptex.trust.SystemRoots")
final class BundledRoots {
    private BundledRoots() {}

    @Substitute
    static List<X509Certificate> ofThisJava() {
        try {
            return RootBundle.certificates();
        } catch (CertificateException e) {
            return List.of();
        }
    }
}
