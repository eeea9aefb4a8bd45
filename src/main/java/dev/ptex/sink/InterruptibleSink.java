package dev.ptex.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Delivers to a file, and leaves nothing beside it when a signal ends the process. Called by one thread, and a hook. */
abstract class InterruptibleSink implements Sink {
    private final Path file;
    private boolean begun;
    private boolean interrupted;

    InterruptibleSink(Path file) {
        this.file = file;
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt));
    }

    @Override
    public final synchronized OutputStream begin() throws WriteException {
        begun = true;
        discard();
        try {
            if (interrupted) {
                throw new IOException("interrupted");
            }
            return new NamedStream(open(), file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What takes the bytes until they are complete. */
    abstract OutputStream open() throws IOException;

    @Override
    public final boolean forgets() {
        return true;
    }

    final WriteException failure(IOException e) {
        return NamedStream.failure(file, e);
    }

    /** For Ctrl-C: the connection that it closes must not lead to another attempt, which nobody would clean up after. */
    private synchronized void interrupt() {
        interrupted = true;
        if (begun) {
            discard();
        }
    }
}
