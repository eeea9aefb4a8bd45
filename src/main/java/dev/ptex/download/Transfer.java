package dev.ptex.download;

import dev.ptex.parallel.Growth;
import dev.ptex.parallel.SpoolException;
import dev.ptex.progress.ProgressListener;
import dev.ptex.transport.Awaited;
import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moves a body's bytes over a single connection, and keeps apart whether reading or writing them failed: only the first
 * is a mirror's fault.
 */
final class Transfer {
    private static final int BUFFER = 64 * 1024;
    private static final long GLANCE = Duration.ofMillis(10).toNanos();

    private final ProgressListener progress;
    private final Optional<StallWatch> stallWatch;
    private final Optional<Growth> growth;
    private final OptionalLong total;
    private long position;
    private long count;

    /** Why moving has stopped. */
    enum End {
        BODY,
        LIMIT,
        /** More connections would be faster; the body goes on. */
        SPLIT
    }

    /**
     * @param stallWatch ends a transfer that is too slow, where there is something else to try
     * @param growth says when to stop for further connections, where they are possible
     * @param position where the body's first byte belongs in the file
     * @param total the file's length in bytes
     */
    Transfer(
            ProgressListener progress,
            Optional<StallWatch> stallWatch,
            Optional<Growth> growth,
            long position,
            OptionalLong total) {
        this.progress = progress;
        this.stallWatch = stallWatch;
        this.growth = growth.filter(possible -> total.isPresent() && possible.isPossible(total.getAsLong()));
        this.position = position;
        this.total = total;
    }

    /** How many bytes were moved. */
    long count() {
        return count;
    }

    /** @param limit after how many bytes to stop; a byte more has been read then, and is dropped */
    End move(InputStream body, OutputStream sink, long limit)
            throws TransportException, WriteException, SpoolException {
        byte[] buffer = new byte[BUFFER];
        growth.ifPresent(Growth::begin);
        while (true) {
            if (growth.isPresent() && !await(body)) {
                return End.SPLIT;
            }
            int read = read(body, buffer, BUFFER);
            if (read < 0) {
                return End.BODY;
            }
            int kept = (int) Math.min(read, limit - count);
            write(sink, buffer, kept);
            count += kept;
            position += kept;
            progress.advanced(kept);
            if (kept < read) {
                return End.LIMIT;
            }
            if (stallWatch.isPresent()) {
                stallWatch.get().advanced(kept);
            }
            growth.ifPresent(watched -> watched.arrived(kept));
        }
    }

    /** Waits for bytes until they are there, or further connections are worth it. */
    private boolean await(InputStream body) throws TransportException {
        long whole = total.orElseThrow();
        while (!growth.orElseThrow().isWorthSplitting(whole, whole - position)) {
            long before = growth.orElseThrow().now();
            boolean ready = isReady(body);
            growth.orElseThrow().waited(growth.orElseThrow().now() - before);
            if (ready) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReady(InputStream body) throws TransportException {
        try {
            return !(body instanceof Awaited awaited) || awaited.isReady(GLANCE);
        } catch (IOException e) {
            throw TransportException.of(e);
        }
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

    private static int read(InputStream body, byte[] buffer, int length) throws TransportException {
        try {
            return body.read(buffer, 0, length);
        } catch (IOException e) {
            throw TransportException.of(e);
        }
    }

    private static void write(OutputStream sink, byte[] buffer, int length) throws WriteException, SpoolException {
        try {
            sink.write(buffer, 0, length);
        } catch (WriteException | SpoolException e) {
            throw e;
        } catch (IOException e) {
            throw new WriteException("cannot write", e);
        }
    }
}
