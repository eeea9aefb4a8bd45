package dev.ptex.download;

import dev.ptex.sink.Sink;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is delivered. */
public class MemorySink implements Sink {
    private final boolean forgets;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean committed;

    public MemorySink(boolean forgets) {
        this.forgets = forgets;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream begin() {
        if (forgets) {
            bytes.reset();
        }
        return bytes;
    }

    @Override
    public boolean forgets() {
        return forgets;
    }

    @Override
    public void commit() {
        committed = true;
    }

    @Override
    public void discard() {
        if (forgets) {
            bytes.reset();
        }
    }
}
