package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.ResourceBundle;

/** The other half of {@link TlsLog}. */
@TargetClass(className = "sun.security.ssl.SSLLogger$SSLConsoleLogger")
final class TlsConsoleLog {
    private TlsConsoleLog() {}

    @Substitute
    public void log(System.Logger.Level level, ResourceBundle bundle, String message, Object... parameters) {
        // Nothing is logged.
    }
}
