package dev.ptex.check;

import dev.ptex.text.SafeText;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;

/** Verdicts for people, a line each. */
public final class VerdictText {
    private VerdictText() {}

    /** File, URL and what is to be said of them, with two blanks between. */
    public static String of(Verdict verdict) {
        List<String> said = new ArrayList<>();
        said.add(verdict.problem().orElse("ok"));
        verdict.seen().ranges().filter(served -> served && verdict.isOk()).ifPresent(served -> said.add("ranges"));
        verdict.seen().end().ifPresent(end -> said.add("redirected to " + end));
        said.addAll(verdict.notes());
        String url = verdict.url().map(Url::toString).orElse("-");
        return SafeText.of(verdict.name() + "  " + url + "  " + String.join("; ", said)) + "\n";
    }
}
