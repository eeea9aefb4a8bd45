package dev.ptex.mirror;

import dev.ptex.url.Origin;
import dev.ptex.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds the places that may have a file, and puts them in the order in which they are tried. */
public final class MirrorSelector {
    /** A size like that of most files in scies, for a file of which it is not known. */
    private static final long USUAL_SIZE = 32 << 20;

    /** How often another one is tried first, so that a mirror that has become fast is noticed. */
    private static final double CURIOSITY = 0.1;

    private final SitePolicy policy;
    private final MirrorOrder order;
    private final MirrorHistory history;
    private final RandomGenerator random;

    public MirrorSelector(SitePolicy policy, MirrorOrder order, MirrorHistory history, RandomGenerator random) {
        this.policy = policy;
        this.order = order;
        this.history = history;
        this.random = random;
    }

    /**
     * Each once, in the order that was asked for; but what stands behind a gate in a rule's list stays behind it.
     *
     * @param named in the order in which they were
     */
    public Selection select(List<Mirror> named, FileFacts facts) {
        List<Mirror> mirrors = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        Set<Url> seen = new HashSet<>();
        for (Mirror each : named) {
            if (seen.add(each.url())) {
                Selection detours = policy.detours(each, facts);
                mirrors.addAll(detours.mirrors());
                refusals.addAll(detours.refusals());
            }
        }
        seen.clear();
        mirrors.removeIf(mirror -> !seen.add(mirror.url()));
        return new Selection(mirrors.size() > 1 ? ordered(mirrors, facts) : mirrors, refusals);
    }

    private List<Mirror> ordered(List<Mirror> mirrors, FileFacts facts) {
        if (order == MirrorOrder.LISTED) {
            return mirrors;
        }
        List<List<Mirror>> groups = groups(mirrors);
        if (order == MirrorOrder.RANDOM) {
            shuffle(groups);
        } else {
            sort(groups, facts.size().orElse(USUAL_SIZE));
        }
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Each alone, but for a gate and those behind it. */
    private static List<List<Mirror>> groups(List<Mirror> mirrors) {
        List<List<Mirror>> groups = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            List<Mirror> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.stream().anyMatch(other -> other.isGate() && other.isOfOneListWith(mirror))) {
                last.add(mirror);
            } else {
                groups.add(new ArrayList<>(List.of(mirror)));
            }
        }
        return groups;
    }

    private void shuffle(List<List<Mirror>> groups) {
        for (int last = groups.size() - 1; last > 0; last--) {
            Collections.swap(groups, last, random.nextInt(last + 1));
        }
    }

    private void sort(List<List<Mirror>> groups, long size) {
        Map<Origin, MirrorRecord> records = history.read();
        Instant now = history.now();
        double usual = usualRate(records);
        groups.sort(Comparator.comparingDouble(group -> {
            Origin origin = group.get(0).url().origin();
            MirrorRecord known = records.getOrDefault(origin, new MirrorRecord(usual, 0, now));
            return (known.rate() > 0 ? known : new MirrorRecord(usual, known.failures(), known.seen()))
                    .expectedSeconds(size, now);
        }));
        if (groups.size() > 1 && random.nextDouble() < CURIOSITY) {
            Collections.swap(groups, 0, 1 + random.nextInt(groups.size() - 1));
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
