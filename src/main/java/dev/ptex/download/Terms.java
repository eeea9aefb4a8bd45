package dev.ptex.download;

import dev.ptex.mirror.Mirror;
import dev.ptex.parallel.Witness;
import dev.ptex.progress.ProgressListener;
import java.util.function.LongSupplier;

/** What holds for all transfers of a download. */
record Terms(TransferPolicy policy, ProgressListener progress, Experiences experiences, LongSupplier nanoTime)
        implements Witness {
    @Override
    public void advanced(long bytes) {
        progress.advanced(bytes);
    }

    @Override
    public void brought(Mirror mirror, long bytes, long nanos) {
        experiences.brought(mirror, bytes, nanos);
    }

    StallWatch stallWatch() {
        return new StallWatch(policy.stallTime(), policy.stallRate(), nanoTime);
    }
}
