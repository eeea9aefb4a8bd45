package dev.ptex.progress;

import dev.ptex.text.SafeText;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how a file comes in: one line, drawn over itself, and gone at the end, so that an error's line
 * stands alone. Called by the thread that reads as well as by the one that waits.
 */
public final class ProgressMeter implements ProgressListener {
    private static final long QUIET = 300_000_000L;
    private static final long INTERVAL = 100_000_000L;

    private final PrintStream out;
    private final IntSupplier columns;
    private final boolean drawsOver;
    private final LongSupplier nanos;

    private boolean active;
    private boolean baseKnown;
    private String file = "";
    private OptionalLong total = OptionalLong.empty();
    private long done;
    private long nextDraw;
    private int drawn;
    private OptionalInt room = OptionalInt.empty();
    private TransferRate rate = new TransferRate();

    /**
     * Draws nothing yet.
     *
     * @param columns the terminal's width; asked for once and not before something is drawn, as it may take a process
     * @param drawsOver whether a line can be drawn over; if not, none is
     * @param nanos as {@link System#nanoTime}
     */
    public ProgressMeter(PrintStream out, IntSupplier columns, boolean drawsOver, LongSupplier nanos) {
        this.out = out;
        this.columns = columns;
        this.drawsOver = drawsOver;
        this.nanos = nanos;
    }

    @Override
    public synchronized void started(String file, OptionalLong total) {
        erase();
        this.file = ascii(file);
        this.total = total;
        active = true;
        baseKnown = false;
        done = 0;
        rate = new TransferRate();
        nextDraw = nanos.getAsLong() + QUIET;
    }

    @Override
    public synchronized void advanced(long bytes) {
        if (!active) {
            return;
        }
        done += bytes;
        long now = nanos.getAsLong();
        if (!baseKnown) {
            // What comes first may have been there before, from an attempt that broke off: no measure of speed.
            baseKnown = true;
            rate.note(now, done);
        }
        if (drawsOver && now - nextDraw >= 0) {
            nextDraw = now + INTERVAL;
            rate.note(now, done);
            draw();
        }
    }

    @Override
    public synchronized void finished() {
        active = false;
        erase();
    }

    /** How many bytes of the file were there when last heard of. */
    public synchronized long bytes() {
        return done;
    }

    private void draw() {
        String line = new ProgressLine(file, done, total, rate.bytesPerSecond()).fitting(room());
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }

    /** Leaves the last column free: a terminal that has the cursor beyond it goes on to the next line. */
    private int room() {
        if (room.isEmpty()) {
            room = OptionalInt.of(columns.getAsInt() - 1);
        }
        return room.getAsInt();
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            out.flush();
            drawn = 0;
        }
    }

    /** One column for each character: what else a character would take depends on the terminal and its font. */
    static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        SafeText.of(text).codePoints().forEach(character -> ascii.appendCodePoint(character < 0x7f ? character : '?'));
        return ascii.toString();
    }
}
