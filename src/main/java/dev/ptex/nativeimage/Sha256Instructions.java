package dev.ptex.nativeimage;

import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.Platform;
import org.graalvm.nativeimage.Platforms;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;

/** What is in src/main/c/sha256.c. Neither function takes long, so that the collector may wait for it. */
@Platforms(Platform.LINUX_AMD64.class)
final class Sha256Instructions {
    private static final int WORDS = 8;

    private Sha256Instructions() {}

    /** Takes whole blocks into a state, which is eight words. */
    static void compress(int[] state, byte[] bytes, int offset, int blocks) {
        CIntPointer words = StackValue.get(WORDS, CIntPointer.class);
        for (int i = 0; i < WORDS; i++) {
            words.write(i, state[i]);
        }
        try (PinnedObject pinned = PinnedObject.create(bytes)) {
            compress(words, pinned.addressOfArrayElement(offset), blocks);
        }
        for (int i = 0; i < WORDS; i++) {
            state[i] = words.read(i);
        }
    }

    @CFunction(value = "ptex_sha256_supported", transition = Transition.NO_TRANSITION)
    static native int supported();

    @CFunction(value = "ptex_sha256", transition = Transition.NO_TRANSITION)
    private static native void compress(CIntPointer state, CCharPointer bytes, long blocks);
}
