package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.buffer.ByteBuf;

/** Leaves out the one of Netty's two allocators that is used only where a system property asks for it. */
@TargetClass(className = "io.netty.buffer.AdaptivePoolingAllocator")
final class AdaptiveBuffers {
    private AdaptiveBuffers() {}

    @Substitute
    public ByteBuf allocate(int size, int limit) {
        throw new UnsupportedOperationException("buffers are pooled");
    }
}
