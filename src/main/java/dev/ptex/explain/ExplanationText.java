package dev.ptex.explain;

import dev.ptex.mirror.Mirror;
import dev.ptex.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people. */
public final class ExplanationText {
    private final List<String> lines = new ArrayList<>();

    private ExplanationText() {}

    /** Lines, each with its end. */
    public static String of(Explanation explanation) {
        ExplanationText text = new ExplanationText();
        text.write(explanation);
        return text.lines.stream().map(line -> SafeText.of(line) + "\n").collect(Collectors.joining());
    }

    private void write(Explanation explanation) {
        lines.add("file         " + (explanation.name().isEmpty() ? "(no name)" : explanation.name()));
        lines.add("size         "
                + explanation.facts().size().stream()
                        .mapToObj(size -> size + " bytes")
                        .findFirst()
                        .orElse("not known"));
        lines.add("sha256       " + explanation.facts().sha256().orElse("not known"));
        int number = 0;
        for (Way way : explanation.ways()) {
            lines.add("");
            lines.add(++number + ". " + way.mirror().url());
            write(way);
        }
        explanation.refusals().forEach(refusal -> {
            lines.add("");
            lines.add("not asked: " + refusal.url() + ": " + refusal.reason());
        });
    }

    private void write(Way way) {
        lines.add("  source       " + way.mirror().origin()
                + way.mirror()
                        .detour()
                        .map(Mirror.Detour::original)
                        .map(original -> (original.equals(way.mirror().url()) ? "" : ", in place of " + original) + " ("
                                + way.mirror().source() + ")")
                        .orElse(""));
        lines.add("  proxy        "
                + way.proxy()
                        .map(proxy -> proxy + " (" + way.proxyReason() + ")")
                        .orElse("none: " + way.proxyReason()));
        lines.add("  credentials  " + way.credentials().orElse("none"));
        lines.add("  trust        " + way.trust().orElse("none is needed"));
    }
}
