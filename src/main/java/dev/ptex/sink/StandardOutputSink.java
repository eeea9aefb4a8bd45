package dev.ptex.sink;

import java.io.OutputStream;

/** Delivers to standard output, which forgets nothing. */
public final class StandardOutputSink implements Sink {
    private final StandardOutput output;

    public StandardOutputSink(StandardOutput output) {
        this.output = output;
    }

    @Override
    public OutputStream begin() {
        return output;
    }

    @Override
    public boolean forgets() {
        return false;
    }

    @Override
    public void commit() {
        // Nothing is buffered.
    }

    @Override
    public void discard() {
        // What is out is out.
    }
}
