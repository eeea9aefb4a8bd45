package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.Platform;
import org.graalvm.nativeimage.Platforms;

/**
 * The JDK's message digests, where they take many blocks at once: SHA-256 does so by the processor's own instructions,
 * if there are any. HotSpot does the same.
 */
@TargetClass(className = "sun.security.provider.DigestBase")
@Platforms(Platform.LINUX_AMD64.class)
final class Digests {
    @Alias
    int blockSize;

    private Digests() {}

    @Alias
    native void implCompress(byte[] bytes, int offset);

    /** @return where the next block begins */
    @Substitute
    private int implCompressMultiBlock0(byte[] bytes, int offset, int last) {
        Object digest = this;
        int blocks = (last - offset) / blockSize + 1;
        if (digest instanceof Sha2 sha2 && sha2.state != null && Sha256Instructions.supported() != 0) {
            Sha256Instructions.compress(sha2.state, bytes, offset, blocks);
        } else {
            for (int block = 0; block < blocks; block++) {
                implCompress(bytes, offset + block * blockSize);
            }
        }
        return offset + blocks * blockSize;
    }
}
