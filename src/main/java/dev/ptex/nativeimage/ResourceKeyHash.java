package dev.ptex.nativeimage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The hash that {@link ResourceKey} has instead of a record's; {@link ResourceKeyCheck} holds them together. */
final class ResourceKeyHash {
    private ResourceKeyHash() {}

    static int of(@Nullable Module module, String resource) {
        return 31 * Objects.hashCode(module) + resource.hashCode();
    }
}
