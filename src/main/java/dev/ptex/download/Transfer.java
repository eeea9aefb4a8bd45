package dev.ptex.download;

import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Moves a body's bytes, and keeps apart whether reading or writing them failed: only the first is a mirror's fault. */
final class Transfer {
    private static final int BUFFER = 64 * 1024;

    private final ProgressListener progress;
    private long count;

    Transfer(ProgressListener progress) {
        this.progress = progress;
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
        for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
            int kept = (int) Math.min(read, limit - count);
            write(sink, buffer, kept);
            count += kept;
            progress.advanced(kept);
            if (kept < read) {
                return false;
            }
        }
        return true;
    }

    private static int read(InputStream body, byte[] buffer) throws TransportException {
        try {
            return body.read(buffer);
        } catch (TransportException e) {
            throw e;
        } catch (IOException e) {
            throw new TransportException("it cannot be read");
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
