package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.plan.Sidecar;
import dev.ptex.spool.SpoolException;
import dev.ptex.spool.Store;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What becomes of a file's bytes: they are used in order. Whoever brings those whose turn it is uses them at once; what
 * came before its turn waits in a store.
 *
 * <p>{@link #put} may be called by several threads, for different bytes; the other methods by the one that leads the
 * download.
 */
abstract class Release implements Closeable {
    static final int BUFFER = 64 * 1024;
    /** How many bytes are used before events are looked at again. */
    private static final long TURN = 512 * 1024;

    private final ReentrantLock turn = new ReentrantLock();
    private final byte[] buffer = new byte[BUFFER];
    private final boolean judged;
    private Sha256 sha256 = new Sha256();
    private volatile long position;

    /** @param judged whether it matters what the bytes are that were used */
    Release(boolean judged) {
        this.judged = judged;
    }

    /** Takes bytes that have come. */
    abstract void put(long from, byte[] bytes, int offset, int length) throws IOException;

    /** Uses bytes, the next ones in order. */
    void use(byte[] bytes, int offset, int length) throws IOException {
        if (judged) {
            sha256.update(bytes, offset, length);
        }
    }

    /** Where bytes wait. */
    abstract Store store() throws SpoolException;

    /** Whether all bytes go there, so that nothing can be done without it. */
    boolean needsStore() {
        return false;
    }

    /** Forgets all bytes, which nobody brings any more of. */
    void restart() throws IOException {
        sha256 = new Sha256();
        position = 0;
    }

    /** Forgets all bytes, but keeps them for when nothing better comes. */
    void setAside() throws IOException {
        restart();
    }

    /** Has the next run know what is there, if it is there for it. */
    void note(Sidecar sidecar) {}

    /** What the bytes are that were used; nothing but their number counts if they are not judged. */
    final Fingerprint fingerprint() {
        return new Fingerprint(position, sha256.hex());
    }

    /** How far bytes have been used. */
    final long position() {
        return position;
    }

    /** @return whether it was their turn */
    final boolean useInTurn(long from, byte[] bytes, int offset, int length) throws IOException {
        if (from != position || !turn.tryLock()) {
            return false;
        }
        try {
            if (from != position) {
                return false;
            }
            use(bytes, offset, length);
            position = from + length;
            return true;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Uses some of what waits.
     *
     * @param end where what is there ends
     * @return whether some was used
     */
    final boolean catchUp(long end) throws IOException {
        long begin = position;
        if (end <= begin || !turn.tryLock()) {
            return false;
        }
        try {
            for (long at = begin; at < Math.min(end, begin + TURN); position = at) {
                int read = store().read(at, buffer, (int) Math.min(BUFFER, end - at));
                use(buffer, 0, read);
                at += read;
            }
            return true;
        } finally {
            turn.unlock();
        }
    }
}
