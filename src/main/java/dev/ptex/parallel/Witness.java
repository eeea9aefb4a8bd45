package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;

/** Is told what connections bring; by any thread. */
public interface Witness {
    /** So many bytes have come since the last call. */
    void advanced(long bytes);

    /** What one connection has brought in all. */
    void brought(Mirror mirror, long bytes, long nanos);
}
