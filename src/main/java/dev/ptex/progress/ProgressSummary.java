package dev.ptex.progress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how several files come in at once: one line, drawn over itself, with all of them together and then
 * each that is under way, as far as there is room. Safe for several threads.
 */
public final class ProgressSummary {
    private static final long INTERVAL = 100_000_000L;

    private final PrintStream out;
    private final IntSupplier columns;
    private final LongSupplier nanos;
    private final String all;
    private final OptionalLong total;
    private final List<Item> active = new ArrayList<>();
    private final TransferRate rate = new TransferRate();

    private int done;
    private long doneBytes;
    private long nextDraw;
    private int drawn;
    private boolean over;
    private OptionalInt room = OptionalInt.empty();

    /**
     * Draws nothing yet.
     *
     * @param columns the terminal's width; asked for once and not before something is drawn
     * @param nanos as {@link System#nanoTime}
     * @param all how many there are, and what they are, such as {@code 5 files}
     * @param total how many bytes they have together, where that is known
     */
    public ProgressSummary(PrintStream out, IntSupplier columns, LongSupplier nanos, String all, OptionalLong total) {
        this.out = out;
        this.columns = columns;
        this.nanos = nanos;
        this.all = all;
        this.total = total;
        this.nextDraw = nanos.getAsLong() + 3 * INTERVAL;
    }

    /** A file begins; what its listener hears is shown from now on. */
    public synchronized Item begin(String file) {
        Item item = new Item(ProgressMeter.ascii(file));
        active.add(item);
        draw();
        return item;
    }

    /** Takes the line away, and draws no more. */
    public synchronized void finish() {
        over = true;
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            out.flush();
            drawn = 0;
        }
    }

    /** One of the files. */
    public final class Item implements ProgressListener, AutoCloseable {
        private final String file;
        private OptionalLong size = OptionalLong.empty();
        private long bytes;

        private Item(String file) {
            this.file = file;
        }

        @Override
        public void started(String name, OptionalLong whole) {
            synchronized (ProgressSummary.this) {
                size = whole;
                bytes = 0;
            }
        }

        @Override
        public void advanced(long count) {
            synchronized (ProgressSummary.this) {
                bytes += count;
                draw();
            }
        }

        @Override
        public void finished() {
            // Another attempt may follow.
        }

        /** It is there, or has failed. */
        @Override
        public void close() {
            synchronized (ProgressSummary.this) {
                if (active.remove(this)) {
                    done++;
                    doneBytes += bytes;
                    draw();
                }
            }
        }

        private String text() {
            return size.orElse(0) > 0
                    ? file + " " + Math.min(100, 100 * bytes / size.getAsLong()) + "%"
                    : file + " " + Quantity.bytes((double) bytes);
        }
    }

    private void draw() {
        long now = nanos.getAsLong();
        if (over || now - nextDraw < 0) {
            return;
        }
        nextDraw = now + INTERVAL;
        String line = line(now);
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }

    private String line(long now) {
        long bytes = doneBytes + active.stream().mapToLong(item -> item.bytes).sum();
        rate.note(now, bytes);
        List<String> parts = new ArrayList<>();
        parts.add(done + "/" + all);
        parts.add(
                total.isPresent()
                        ? Quantity.bytes((double) bytes, (double) total.getAsLong())
                        : Quantity.bytes((double) bytes));
        rate.bytesPerSecond().ifPresent(value -> parts.add(Quantity.rate(value)));
        active.forEach(item -> parts.add(item.text()));
        String line = String.join("  ", parts);
        return line.length() <= room() ? line : line.substring(0, Math.max(0, room()));
    }

    /** Leaves the last column free: a terminal that has the cursor beyond it goes on to the next line. */
    private int room() {
        if (room.isEmpty()) {
            room = OptionalInt.of(columns.getAsInt() - 1);
        }
        return room.getAsInt();
    }
}
