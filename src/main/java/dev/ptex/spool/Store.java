package dev.ptex.spool;

/** Where bytes wait. Used by several threads, never for the same bytes at once. */
public interface Store {
    /** @throws SpoolException if they cannot be kept there */
    void write(long position, byte[] bytes, int offset, int length) throws SpoolException;

    /** @return how many bytes were read, from 1 to the length; all of them were written before */
    int read(long position, byte[] bytes, int length) throws SpoolException;
}
