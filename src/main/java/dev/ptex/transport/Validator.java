package dev.ptex.transport;

import dev.ptex.header.HttpDate;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one version of a file from another: a strong entity tag, else a date of last modification (RFC 9110
 * section 13.1.5). A weak tag says that two versions are alike, not that their bytes are equal.
 */
public record Validator(String value) {
    /** @param date when the response was made: a file may have changed again within the second of its last change */
    public static Optional<Validator> of(
            Optional<String> entityTag, Optional<String> lastModified, Optional<String> date) {
        return entityTag
                .filter(tag -> tag.startsWith("\""))
                .or(() -> lastModified.filter(changed -> isSettled(changed, date)))
                .map(Validator::new);
    }

    /** Whether a date is a strong validator (RFC 9110 section 8.8.2.2). */
    private static boolean isSettled(String lastModified, Optional<String> date) {
        Optional<Instant> changed = HttpDate.parse(lastModified);
        Optional<Instant> answered = date.flatMap(HttpDate::parse);
        return changed.isPresent() && answered.isPresent() && changed.get().isBefore(answered.get());
    }

    /** Whether this is an entity tag, and not a date. */
    public boolean isEntityTag() {
        return value.startsWith("\"");
    }
}
