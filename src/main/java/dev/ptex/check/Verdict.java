package dev.ptex.check;

import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.Refusal;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was found out about a URL of a file, or about the file.
 *
 * @param url nothing if it is about the file
 * @param seen what the other side said
 * @param problem one lower-case phrase; nothing if all is well
 * @param notes what is well, and could be better
 */
public record Verdict(
        String name,
        Optional<Url> url,
        Mirror.Source source,
        Expected expected,
        Seen seen,
        Optional<String> problem,
        List<String> notes) {

    public Verdict {
        notes = List.copyOf(notes);
    }

    /**
     * What the manifest says.
     *
     * @param sha256 as written
     */
    public record Expected(OptionalLong size, Optional<String> sha256) {
        public static final Expected NOTHING = new Expected(OptionalLong.empty(), Optional.empty());
    }

    /**
     * What the other side said, as far as it did.
     *
     * @param status of HTTP
     * @param sha256 of all bytes, if they were fetched
     * @param ranges whether parts are served
     * @param end where redirects led
     */
    public record Seen(
            OptionalInt status,
            OptionalLong size,
            Optional<String> sha256,
            Optional<Boolean> ranges,
            Optional<Url> end) {
        static final Seen NOTHING = new Seen(
                OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A problem of a file, and of none of its URLs. */
    static Verdict ofFile(String name, Mirror.Source source, String problem) {
        return new Verdict(
                name, Optional.empty(), source, Expected.NOTHING, Seen.NOTHING, Optional.of(problem), List.of());
    }

    /** A URL that the site's policy does not let be asked. */
    public static Verdict refused(String name, Mirror.Source source, Refusal refusal) {
        return new Verdict(
                name,
                Optional.of(refusal.url()),
                source,
                Expected.NOTHING,
                Seen.NOTHING,
                Optional.of(refusal.reason()),
                List.of());
    }

    public boolean isOk() {
        return problem.isEmpty();
    }

    Verdict with(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Verdict(name, url, source, expected, seen, problem, all);
    }
}
