package dev.ptex.mirror;

import dev.ptex.url.Url;

/** A place that may have a file. */
public record Mirror(Url url, Source source) {
    /** Who named the place. */
    public enum Source {
        COMMAND_LINE,
        /** The manifest's {@code "ptex"} object, which every client reads. */
        MANIFEST,
        /** The manifest's {@code "ptex-mirrors"} object, which other clients do not see. */
        MIRRORS
    }
}
