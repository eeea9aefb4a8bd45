package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Hands over what is put into Vert.x' shared maps as it is, not a copy: ptex puts nothing there, and copying would keep
 * Java's serialization and a JSON reader in the executable.
 */
@TargetClass(className = "io.vertx.core.shareddata.impl.Checker")
final class SharedData {
    private SharedData() {}

    @Substitute
    static <T> T copyIfRequired(T value) {
        return value;
    }
}
