package dev.ptex.mirror;

import dev.ptex.url.Origin;
import dev.ptex.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Puts the places that may have a file in the order in which they are tried. */
public final class MirrorSelector {
    /** A size like that of most files in scies, for a file of which it is not known. */
    private static final long USUAL_SIZE = 32 << 20;

    /** How often another one is tried first, so that a mirror that has become fast is noticed. */
    private static final double CURIOSITY = 0.1;

    private final MirrorOrder order;
    private final MirrorHistory history;
    private final RandomGenerator random;

    public MirrorSelector(MirrorOrder order, MirrorHistory history, RandomGenerator random) {
        this.order = order;
        this.history = history;
        this.random = random;
    }

    /** Each once, in the order that was asked for. */
    public List<Mirror> candidates(Url first, List<Url> others, OptionalLong size) {
        List<Mirror> candidates = new ArrayList<>();
        candidates.add(new Mirror(first, Mirror.Source.MANIFEST));
        Set<Url> seen = new LinkedHashSet<>(List.of(first));
        others.stream().filter(seen::add).forEach(url -> candidates.add(new Mirror(url, Mirror.Source.MIRRORS)));
        switch (order) {
            case LISTED -> {}
            case RANDOM -> shuffle(candidates);
            case FASTEST -> sort(candidates, size.orElse(USUAL_SIZE));
        }
        return candidates;
    }

    private void shuffle(List<Mirror> candidates) {
        for (int last = candidates.size() - 1; last > 0; last--) {
            Collections.swap(candidates, last, random.nextInt(last + 1));
        }
    }

    private void sort(List<Mirror> candidates, long size) {
        Map<Origin, MirrorRecord> records = history.read();
        Instant now = history.now();
        double usual = usualRate(records);
        candidates.sort(Comparator.comparingDouble(mirror -> {
            MirrorRecord known = records.getOrDefault(mirror.url().origin(), new MirrorRecord(usual, 0, now));
            return (known.rate() > 0 ? known : new MirrorRecord(usual, known.failures(), known.seen()))
                    .expectedSeconds(size, now);
        }));
        if (candidates.size() > 1 && random.nextDouble() < CURIOSITY) {
            Collections.swap(candidates, 0, 1 + random.nextInt(candidates.size() - 1));
        }
    }

    /** What is expected of a mirror of which nothing is known: no more than of the others. */
    private static double usualRate(Map<Origin, MirrorRecord> records) {
        return records.values().stream()
                .mapToDouble(MirrorRecord::rate)
                .filter(rate -> rate > 0)
                .average()
                .orElse(1e6);
    }
}
