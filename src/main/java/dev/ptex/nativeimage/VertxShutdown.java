package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.vertx.core.runtime.VertxCoreRecorder;

/** Leaves Vert.x to the end of the process, which is next: closing it starts five threads and waits for them. */
@TargetClass(VertxCoreRecorder.class)
final class VertxShutdown {
    private VertxShutdown() {}

    @Substitute
    void destroy() {
        // The system closes what is open.
    }
}
