package dev.ptex.progress;

import java.util.OptionalLong;

/** Is told how a file comes in. Each attempt starts anew; what comes before a start or after the end is of no matter. */
public interface ProgressListener {
    /** For when nobody looks. */
    ProgressListener SILENT = new ProgressListener() {
        @Override
        public void started(String file, OptionalLong total) {}

        @Override
        public void advanced(long bytes) {}

        @Override
        public void finished() {}
    };

    /** An attempt begins; the total is the whole file's bytes, where they are known. */
    void started(String file, OptionalLong total);

    /** So many bytes have come in since the last call; at first after a resume, those that were there already. */
    void advanced(long bytes);

    void finished();
}
