package dev.ptex.download;

import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Moves a body's bytes, and keeps apart whether reading or writing them failed: only the first is a mirror's fault. */
final class Transfer {
    private static final int BUFFER = 64 * 1024;

    private final ProgressListener progress;
    private final Optional<StallWatch> stallWatch;
    private long count;

    /** @param stallWatch ends a transfer that is too slow, where there is something else to try */
    Transfer(ProgressListener progress, Optional<StallWatch> stallWatch) {
        this.progress = progress;
        this.stallWatch = stallWatch;
    }

    /** How many bytes were moved. */
    long count() {
        return count;
    }

    /**
     * @param limit after how many bytes to stop
     * @return whether the body ended before the limit
     */
    boolean move(InputStream body, OutputStream sink, long limit) throws TransportException, WriteException {
        byte[] buffer = new byte[BUFFER];
        for (int read = read(body, buffer, BUFFER); read >= 0; read = read(body, buffer, BUFFER)) {
            int kept = (int) Math.min(read, limit - count);
            write(sink, buffer, kept);
            count += kept;
            progress.advanced(kept);
            if (kept < read) {
                return false;
            }
            if (stallWatch.isPresent()) {
                stallWatch.get().advanced(kept);
            }
        }
        return true;
    }

    /** Reads what is there already. */
    static void skip(InputStream body, long count) throws TransportException {
        byte[] buffer = new byte[BUFFER];
        for (long left = count; left > 0; ) {
            int read = read(body, buffer, (int) Math.min(left, BUFFER));
            if (read < 0) {
                throw TransportException.passing("it ended " + left + " bytes too early");
            }
            left -= read;
        }
    }

    /** A transport's own words, or some for a stream that says nothing. */
    static TransportException failure(IOException e) {
        return e instanceof TransportException failure ? failure : new TransportException("it cannot be read");
    }

    private static int read(InputStream body, byte[] buffer, int length) throws TransportException {
        try {
            return body.read(buffer, 0, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static void write(OutputStream sink, byte[] buffer, int length) throws WriteException {
        try {
            sink.write(buffer, 0, length);
        } catch (WriteException e) {
            throw e;
        } catch (IOException e) {
            throw new WriteException("cannot write", e);
        }
    }
}
