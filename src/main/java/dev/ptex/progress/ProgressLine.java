package dev.ptex.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a transfer stands, as one line of ASCII.
 *
 * @param file in characters that take one column each
 * @param done bytes
 * @param total bytes, where they are known
 * @param rate bytes a second, where they are known
 */
record ProgressLine(String file, long done, OptionalLong total, OptionalDouble rate) {
    private static final int SHORTEST_FILE = 12;
    private static final int SHORTEST_FILE_BESIDE_BAR = 20;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;
    private static final String GAP = "  ";

    /** The line with as many parts as there is room for; the least important go first. */
    String fitting(int width) {
        List<String> parts = new ArrayList<>(numbers());
        int fileAtLeast = Math.min(SHORTEST_FILE, file.length());
        while (parts.size() > 1 && fileAtLeast + length(parts) > width) {
            parts.remove(parts.size() - 1);
        }
        int room = width - length(parts);
        if (room < Math.min(fileAtLeast, 3)) {
            String first = parts.get(0);
            return first.substring(0, Math.min(first.length(), Math.max(0, width)));
        }
        String shownFile = shortened(file, fileRoom(room));
        String line = shownFile + bar(room - shownFile.length());
        return line + GAP + String.join(GAP, parts);
    }

    /** A long name makes room for the bar as long as enough of it is left. */
    private int fileRoom(int room) {
        int besideBar = room - GAP.length() - 2 - SHORTEST_BAR;
        return besideBar >= Math.min(SHORTEST_FILE_BESIDE_BAR, file.length()) && total.isPresent() ? besideBar : room;
    }

    /** The most important first. */
    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        if (total.isPresent()) {
            numbers.add(String.format(Locale.ROOT, "%3d%%", (int) (100 * fraction())));
            numbers.add(Quantity.bytes((double) done, (double) total.getAsLong()));
            timeLeft().ifPresent(seconds -> numbers.add(padded(Quantity.time(seconds), 5)));
        } else {
            numbers.add(Quantity.bytes((double) done));
        }
        rate.ifPresent(value -> numbers.add(padded(Quantity.rate(value), 10)));
        return numbers;
    }

    /** To a width that stays, so that the rest of the line does. */
    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String bar(int room) {
        int columns = Math.min(LONGEST_BAR, room - GAP.length() - 2);
        if (total.isEmpty() || columns < SHORTEST_BAR) {
            return "";
        }
        int filled = (int) (columns * fraction());
        String tip = filled < columns ? ">" : "";
        return GAP + "[" + "=".repeat(filled) + tip + " ".repeat(columns - filled - tip.length()) + "]";
    }

    /** A server may send more than it said, and a file may be empty. */
    private double fraction() {
        long whole = total.orElse(0);
        return whole <= 0 ? 1 : Math.max(0, Math.min(1, (double) done / whole));
    }

    private OptionalDouble timeLeft() {
        long left = total.orElse(0) - done;
        return left < 0 || rate.isEmpty() || rate.getAsDouble() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(left / rate.getAsDouble());
    }

    /** With the gaps before each. */
    private static int length(List<String> parts) {
        return parts.stream().mapToInt(part -> GAP.length() + part.length()).sum();
    }

    /** Without its middle: the start says what it is, and the end for which machine. */
    private static String shortened(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        String mark = room < 8 ? "~" : "...";
        int kept = room - mark.length();
        int head = (kept + 1) / 2;
        return text.substring(0, head) + mark + text.substring(text.length() - (kept - head));
    }
}
