package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.Sidecar;
import dev.ptex.sink.Sink;
import dev.ptex.sink.TransferTarget;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.Spool;
import dev.ptex.spool.SpoolException;
import dev.ptex.spool.Spools;
import dev.ptex.spool.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a file in a spool until it is judged, and hashes it meanwhile. */
final class HeldRelease extends Release {
    /** So much is withheld until it is known that the file is still what was judged. */
    private static final int LAST = 256 * 1024;

    private final Spools.Place place;
    private Spool spool;
    private @Nullable Spool wrong;
    private long wrongSize;

    HeldRelease(Spools.Place place) throws SpoolException {
        super(true);
        this.place = place;
        this.spool = place.open();
    }

    /** Goes on from what an earlier run, or another process, has left. */
    void resume(PartialFile file) {
        file.resume(spool.sidecar(), spool.found());
    }

    /** Hashes what is there, and says what the file's beginning is. */
    Fingerprint absorb(PartialFile file) throws IOException {
        while (catchUp(file.endOf(position()))) {
            // As long as there is some.
        }
        return fingerprint();
    }

    @Override
    void put(long from, byte[] bytes, int offset, int length) throws IOException {
        spool.write(from, bytes, offset, length);
        useInTurn(from, bytes, offset, length);
    }

    @Override
    Store store() {
        return spool;
    }

    @Override
    void restart() throws IOException {
        spool.clear();
        super.restart();
    }

    @Override
    void setAside() throws IOException {
        if (wrong != null) {
            wrong.close();
        }
        wrong = spool;
        wrongSize = position();
        wrong.abandon();
        spool = place.open();
        super.restart();
    }

    @Override
    boolean needsStore() {
        return true;
    }

    @Override
    void note(Sidecar sidecar) {
        spool.note(sidecar);
    }

    /**
     * Hands the file over. The spool has a name, so what was judged may be changed meanwhile: the last bytes are withheld
     * until it is known that it was not.
     */
    void deliver(Sink sink) throws WriteException {
        Optional<FileTime> judged = spool.lastChange();
        spool.share();
        copy(spool, position(), sink, judged);
        spool.abandon();
    }

    /** Hands over what is wrong, if anything came; scie-jump reports its size and hash. */
    void deliverWrong(Sink sink) throws WriteException {
        if (wrong != null) {
            copy(wrong, wrongSize, sink, Optional.empty());
        }
    }

    private static void copy(Spool from, long size, Sink sink, Optional<FileTime> judged) throws WriteException {
        OutputStream out = sink.begin();
        byte[] bytes = new byte[LAST];
        long position = 0;
        if (out instanceof TransferTarget target && size > LAST) {
            position = size - LAST;
            target.transferFrom(from.channel(), 0, position);
        }
        try {
            while (position < size) {
                int read = from.read(position, bytes, (int) Math.min(LAST, size - position));
                position += read;
                if (position == size
                        && judged.isPresent()
                        && !from.lastChange().orElse(judged.get()).equals(judged.get())) {
                    throw new IOException("the temporary file was changed by somebody else");
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            throw WriteException.of(e);
        }
        sink.commit();
    }

    /** Leaves no room taken by what cannot be completed here. */
    void abandon() {
        spool.abandon();
    }

    @Override
    public void close() {
        spool.close();
        if (wrong != null) {
            wrong.close();
        }
    }
}
