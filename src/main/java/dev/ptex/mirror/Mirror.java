package dev.ptex.mirror;

import dev.ptex.url.Url;
import java.util.Optional;

/**
 * A place that may have a file.
 *
 * @param source who named the file's URL
 * @param detour how the site's policy led from that URL here, if it did
 */
public record Mirror(Url url, Source source, Optional<Detour> detour) {
    /** Who named a URL. */
    public enum Source {
        COMMAND_LINE("command line"),
        /** The manifest's {@code "ptex"} object, which every client reads. */
        MANIFEST("manifest"),
        /** The manifest's {@code "ptex-mirrors"} object, which other clients do not see. */
        MIRRORS("ptex-mirrors");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What a rewrite rule has done.
     *
     * @param original the URL that was named
     * @param place of the rule: a file and its line
     * @param gate whether a 403 here is the last word for the URLs behind it in the rule's list
     */
    public record Detour(Url original, String place, boolean gate) {}

    /** A place that somebody has named. */
    public Mirror(Url url, Source source) {
        this(url, source, Optional.empty());
    }

    /** The URL that was named. */
    public Url original() {
        return detour.map(Detour::original).orElse(url);
    }

    /** Where the URL comes from, for people: {@code manifest}, or a rule's {@code /etc/ptex/ptex.properties:3}. */
    public String origin() {
        return detour.map(Detour::place).orElseGet(source::toString);
    }

    public boolean isGate() {
        return detour.map(Detour::gate).orElse(false);
    }

    /** Whether one rule's list, for one URL, has both. */
    public boolean isOfOneListWith(Mirror other) {
        return detour.isPresent() && other.detour.isPresent() && original().equals(other.original());
    }
}
