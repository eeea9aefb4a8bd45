package dev.ptex.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant by one that is not there. */
final class NearestName {
    private NearestName() {}

    /** @return nothing if no name is near: about a fifth of the letters may differ */
    static Optional<String> of(String wanted, Collection<String> names) {
        int limit = wanted.length() < 3 ? 0 : 1 + wanted.length() / 5;
        String folded = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
                .map(name -> new Guess(name, distance(folded, name.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.distance <= limit)
                .min(Comparator.comparingInt(Guess::distance))
                .map(Guess::name);
    }

    private record Guess(String name, int distance) {}

    /** How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
