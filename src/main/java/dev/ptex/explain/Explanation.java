package dev.ptex.explain;

import dev.ptex.mirror.FileFacts;
import dev.ptex.mirror.Refusal;
import java.util.List;

/**
 * What a fetch would do.
 *
 * @param ways in the order in which they would be tried
 * @param refusals what a site's policy keeps from being asked
 */
public record Explanation(String name, FileFacts facts, List<Way> ways, List<Refusal> refusals) {
    public Explanation {
        ways = List.copyOf(ways);
        refusals = List.copyOf(refusals);
    }
}
