package dev.ptex.cli;

import dev.ptex.download.Sink;
import dev.ptex.download.WriteException;
import dev.ptex.spool.SpoolDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Delivers to a file that changes only when its new bytes are complete. ptex 1.7 empties it before the first one. */
final class FileSink implements Sink {
    private final Path file;
    private final SpoolDirectory temporary;
    private @Nullable Replacement replacement;
    private boolean interrupted;

    private FileSink(Path file, SpoolDirectory temporary) {
        this.file = file;
        this.temporary = temporary;
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt));
    }

    /**
     * A sink for what is there under this name, be it at the end of symbolic links.
     *
     * @param temporary where bytes wait that cannot wait beside the file
     */
    static Sink of(Path file, SpoolDirectory temporary) {
        boolean streams = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        return streams ? new DeviceSink(file) : new FileSink(file, temporary);
    }

    @Override
    public synchronized OutputStream begin() throws WriteException {
        discard();
        try {
            if (interrupted) {
                throw new IOException("interrupted");
            }
            Replacement begun = Replacement.begin(file, temporary);
            replacement = begun;
            return new NamedStream(begun.stream(), file);
        } catch (IOException e) {
            throw NamedStream.failure(file, e);
        }
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public synchronized void commit() throws WriteException {
        Replacement complete = replacement;
        if (complete == null) {
            throw new IllegalStateException("nothing has begun");
        }
        try {
            complete.commit();
        } catch (IOException e) {
            throw NamedStream.failure(file, e);
        } finally {
            discard();
        }
    }

    @Override
    public synchronized void discard() {
        Replacement begun = replacement;
        replacement = null;
        if (begun != null) {
            begun.close();
        }
    }

    /** For Ctrl-C: the connection that it closes must not lead to another attempt, which nobody would clean up after. */
    private synchronized void interrupt() {
        interrupted = true;
        discard();
    }
}
