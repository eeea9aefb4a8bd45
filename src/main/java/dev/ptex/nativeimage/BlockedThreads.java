package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.vertx.core.impl.btc.BlockedThreadChecker;
import io.vertx.core.impl.btc.ThreadInfo;
import java.util.concurrent.TimeUnit;

/** Starts no timer, and its thread, for warnings of blocked threads: they would go to a log that is off. */
@TargetClass(BlockedThreadChecker.class)
final class BlockedThreads {
    @Substitute
    BlockedThreads(long interval, TimeUnit intervalUnit, long limit, TimeUnit limitUnit) {}

    @Substitute
    public void registerThread(Thread thread, ThreadInfo checked) {
        // Nobody looks.
    }

    @Substitute
    public void close() {
        // Nothing was begun.
    }
}
