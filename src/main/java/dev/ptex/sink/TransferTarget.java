package dev.ptex.sink;

import java.nio.channels.FileChannel;

/** An output that takes a file's bytes from the system's cache, without a detour through memory of ours. */
public interface TransferTarget {
    /**
     * Writes all of so many bytes of a file, as if they were written to the output's stream.
     *
     * @throws WriteException also if the file is shorter
     */
    void transferFrom(FileChannel file, long position, long count) throws WriteException;
}
