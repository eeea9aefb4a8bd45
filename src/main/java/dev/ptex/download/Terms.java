package dev.ptex.download;

import dev.ptex.progress.ProgressListener;
import java.util.function.LongSupplier;

/** What holds for all transfers of a download. */
record Terms(TransferPolicy policy, ProgressListener progress, Experiences experiences, LongSupplier nanoTime) {
    StallWatch stallWatch() {
        return new StallWatch(policy.stallTime(), policy.stallRate(), nanoTime);
    }
}
