package dev.ptex.transport;

import java.util.Optional;

/**
 * What tells one version of a file from another: a strong entity tag, else a date of last modification (RFC 9110
 * section 13.1.5). A weak tag says that two versions are alike, not that their bytes are equal.
 */
public record Validator(String value) {
    public static Optional<Validator> of(Optional<String> entityTag, Optional<String> lastModified) {
        return entityTag
                .filter(tag -> tag.startsWith("\""))
                .or(() -> lastModified.filter(date -> !date.isBlank()))
                .map(Validator::new);
    }

    /** Whether this is an entity tag, and not a date. */
    public boolean isEntityTag() {
        return value.startsWith("\"");
    }
}
