package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.Platform;
import org.graalvm.nativeimage.Platforms;
import org.jspecify.annotations.Nullable;

/** The JDK's SHA-256 (and SHA-224, which differs at its beginning and end only). */
@TargetClass(className = "sun.security.provider.SHA2")
@Platforms(Platform.LINUX_AMD64.class)
final class Sha2 {
    @Alias
    int @Nullable [] state;

    private Sha2() {}
}
