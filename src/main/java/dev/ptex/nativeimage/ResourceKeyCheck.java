package dev.ptex.nativeimage;

import java.lang.reflect.Constructor;
import org.graalvm.nativeimage.hosted.Feature;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build if {@link ResourceKey} would look its resources up under other hashes than they were put into the
 * table with. That happens while the image is built, by the original; how a record makes its hash is not specified.
 */
final class ResourceKeyCheck implements Feature {
    private static final String RESOURCE = "META-INF/services/dev.ptex.Example";

    ResourceKeyCheck() {}

    @Override
    public String getDescription() {
        return "Compares ptex' hash of a resource's key with the original's";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        compare(access.findClassByName("com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey"));
    }

    /** @param original a record of a module and the name of a resource in it */
    static void compare(Class<?> original) {
        try {
            Constructor<?> constructor = original.getDeclaredConstructor(Module.class, String.class);
            constructor.setAccessible(true);
            for (@Nullable Module module : new Module[] {null, Object.class.getModule(), original.getModule()}) {
                int hash = constructor.newInstance(module, RESOURCE).hashCode();
                if (hash != ResourceKeyHash.of(module, RESOURCE)) {
                    throw new IllegalStateException("ResourceKeyHash is not the hash of " + original.getName());
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ResourceKey does not fit " + original.getName(), e);
        }
    }
}
