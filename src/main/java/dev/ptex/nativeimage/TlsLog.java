package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Takes out what {@code javax.net.debug} would print of TLS: nobody can set it in an executable, and each step of a
 * handshake has words for it.
 */
@TargetClass(className = "sun.security.ssl.SSLLogger")
final class TlsLog {
    private TlsLog() {}

    @Substitute
    public static boolean isOn(String checkPoints) {
        return false;
    }

    @Substitute
    static void log(System.Logger.Level level, String message, Object... parameters) {
        // Nothing is logged.
    }

    @Substitute
    static String toString(Object... parameters) {
        return "";
    }
}
