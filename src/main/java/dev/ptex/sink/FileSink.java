package dev.ptex.sink;

import dev.ptex.spool.SpoolDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Delivers to a file that changes only when its new bytes are complete. ptex 1.7 empties it before the first one. */
public final class FileSink extends InterruptibleSink {
    private final Path file;
    private final SpoolDirectory temporary;
    private @Nullable Replacement replacement;

    private FileSink(Path file, SpoolDirectory temporary) {
        super(file);
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * A sink for what is there under this name, be it at the end of symbolic links.
     *
     * @param temporary where bytes wait that cannot wait beside the file
     */
    public static Sink of(Path file, SpoolDirectory temporary) {
        boolean streams = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        return streams ? new DeviceSink(file) : new FileSink(file, temporary);
    }

    @Override
    OutputStream open() throws IOException {
        Replacement begun = Replacement.begin(file, temporary);
        replacement = begun;
        return begun.stream();
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
            throw failure(e);
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
}
