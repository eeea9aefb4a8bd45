package dev.ptex.progress;

import java.util.List;
import java.util.Locale;

/** Numbers as people read them; in powers of 1000, as curl, browsers and GitHub's release pages show sizes. */
public final class Quantity {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final long LONGEST = 100 * 3600L;

    private Quantity() {}

    /** Such as "27.6 MB". */
    public static String bytes(double bytes) {
        int unit = unit(bytes);
        return number(bytes, unit) + " " + UNITS.get(unit);
    }

    /** Such as " 2.4 of 27.6 MB", both in the whole's unit and as wide, so that the line does not move. */
    static String bytes(double part, double whole) {
        int unit = unit(whole);
        String all = number(whole, unit);
        String some = number(part, unit);
        return " ".repeat(Math.max(0, all.length() - some.length())) + some + " of " + all + " " + UNITS.get(unit);
    }

    /** Such as "3.2 MB/s". */
    static String rate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** Such as "0:42" or "1:02:03"; what will take days is not worth a number. */
    static String time(double seconds) {
        if (!(seconds < LONGEST)) {
            return "-:--";
        }
        long whole = (long) Math.ceil(seconds);
        long hours = whole / 3600;
        long minutes = whole / 60 % 60;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", minutes, whole % 60);
    }

    /** The unit in which a number, once rounded, has at most three digits before the point. */
    private static int unit(double bytes) {
        int unit = 0;
        while (unit < UNITS.size() - 1 && bytes / Math.pow(1000, unit) >= (unit == 0 ? 999.5 : 999.95)) {
            unit++;
        }
        return unit;
    }

    private static String number(double bytes, int unit) {
        return String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", bytes / Math.pow(1000, unit));
    }
}
