package dev.ptex.download;

import dev.ptex.sink.Sink;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.Ring;
import dev.ptex.spool.SpoolException;
import dev.ptex.spool.Spools;
import dev.ptex.spool.Store;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Hands a file on to the sink as it comes, in order; what came before its turn waits in a ring of bounded size. */
final class OrderedRelease extends Release {
    /** How far ahead of what is handed on bytes may be. */
    static final long WINDOW = 64 << 20;

    private final Sink sink;
    private final Spools spools;
    private @Nullable OutputStream out;
    private @Nullable Ring ring;

    /** @param judged whether what was handed on is judged in the end */
    OrderedRelease(Sink sink, Spools spools, boolean judged) {
        super(judged);
        this.sink = sink;
        this.spools = spools;
    }

    /** Hands on a beginning that is held elsewhere, and takes up room there. */
    void begin(HeldRelease held, long length) throws IOException {
        byte[] bytes = new byte[BUFFER];
        try (held) {
            for (long at = 0; at < length; ) {
                int read = held.store().read(at, bytes, (int) Math.min(BUFFER, length - at));
                useInTurn(at, bytes, 0, read);
                at += read;
            }
        }
    }

    @Override
    void put(long from, byte[] bytes, int offset, int length) throws IOException {
        if (!useInTurn(from, bytes, offset, length)) {
            store().write(from, bytes, offset, length);
        }
    }

    @Override
    void use(byte[] bytes, int offset, int length) throws IOException {
        stream().write(bytes, offset, length);
        super.use(bytes, offset, length);
    }

    private OutputStream stream() throws WriteException {
        OutputStream begun = out;
        if (begun == null) {
            begun = sink.begin();
            out = begun;
        }
        return begun;
    }

    @Override
    synchronized Store store() throws SpoolException {
        Ring made = ring;
        if (made == null) {
            made = spools.ring(WINDOW);
            ring = made;
        }
        return made;
    }

    @Override
    void restart() throws IOException {
        out = null;
        super.restart();
    }

    /** Makes what was handed on final; a file without a byte is one, too. */
    void commit() throws WriteException {
        stream();
        sink.commit();
    }

    @Override
    public synchronized void close() {
        if (ring != null) {
            ring.close();
        }
    }
}
