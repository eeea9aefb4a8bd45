package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Compares the keys of the table of class path resources. Being a record's, the original runs through a method handle
 * that is interpreted: each look-up of a service took 15 million instructions, and a fetch looks two of them up.
 */
@TargetClass(className = "com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey")
final class ResourceKey {
    @Alias
    private Module module;

    @Alias
    private String resource;

    private ResourceKey() {}

    @Substitute
    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceKey key && module == key.module && resource.equals(key.resource);
    }

    @Substitute
    @Override
    public int hashCode() {
        return ResourceKeyHash.of(module, resource);
    }
}
