package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;

/** Is told what one connection has brought; by any thread. */
@FunctionalInterface
public interface Witness {
    void brought(Mirror mirror, long bytes, long nanos);
}
