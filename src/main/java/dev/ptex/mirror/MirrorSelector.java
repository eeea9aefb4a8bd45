package dev.ptex.mirror;

import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts the places that may have a file in the order in which they are tried. */
@Singleton
public final class MirrorSelector {
    /** As listed, each once. */
    public List<Mirror> candidates(Url first, List<Url> others) {
        List<Mirror> candidates = new ArrayList<>();
        candidates.add(new Mirror(first, Mirror.Source.MANIFEST));
        Set<Url> seen = new LinkedHashSet<>(List.of(first));
        others.stream().filter(seen::add).forEach(url -> candidates.add(new Mirror(url, Mirror.Source.MIRRORS)));
        return candidates;
    }
}
