package dev.ptex.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant by one that is not there. */
public final class NearestName {
    /** What is longer is not a slip of the pen any more, and would take its time with 100,000 names. */
    private static final int LONGEST = 256;

    private static final int FARTHEST = 12;

    private final String wanted;

    private NearestName(String wanted) {
        this.wanted = wanted.toLowerCase(Locale.ROOT);
    }

    /** @return the first of the nearest names; nothing if none is near: about a fifth of the letters may differ */
    public static Optional<String> of(String wanted, Collection<String> names) {
        return new NearestName(wanted).among(names);
    }

    private Optional<String> among(Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int limit = limit();
        for (String name : names) {
            // Its length may be another in lower case.
            String letters = name.toLowerCase(Locale.ROOT);
            if (Math.abs(letters.length() - wanted.length()) <= limit) {
                int distance = distance(letters, limit);
                if (distance <= limit) {
                    nearest = Optional.of(name);
                    limit = distance - 1;
                }
            }
        }
        return nearest;
    }

    /** Letters of the other case always count as the same ones. */
    private int limit() {
        int length = wanted.length();
        return length < 3 || length > LONGEST ? 0 : Math.min(FARTHEST, 1 + length / 5);
    }

    /**
     * How many letters must be put in, taken out, changed or swapped with the next one to get the name (Damerau and
     * Levenshtein, within an alignment). Only the diagonal band that the limit leaves is computed.
     *
     * @return more than the limit if it is more
     */
    private int distance(String name, int limit) {
        int[] before = new int[name.length() + 1];
        int[] above = new int[name.length() + 1];
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            if (fill(row, above, before, i, name, limit) > limit) {
                return limit + 1;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[name.length()];
    }

    /** @return the least of the row */
    private int fill(int[] row, int[] above, int[] before, int i, String name, int limit) {
        int from = Math.max(1, i - limit);
        int to = Math.min(name.length(), i + limit);
        row[from - 1] = from == 1 ? i : limit + 1;
        int least = row[from - 1];
        for (int j = from; j <= to; j++) {
            int change = above[j - 1] + (wanted.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && isSwapped(i, name, j)) {
                row[j] = Math.min(row[j], before[j - 2] + 1);
            }
            least = Math.min(least, row[j]);
        }
        if (to < name.length()) {
            row[to + 1] = limit + 1;
        }
        return least;
    }

    private boolean isSwapped(int i, String name, int j) {
        return wanted.charAt(i - 1) == name.charAt(j - 2) && wanted.charAt(i - 2) == name.charAt(j - 1);
    }
}
