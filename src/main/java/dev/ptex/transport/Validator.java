package dev.ptex.transport;

import dev.ptex.header.HttpDate;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one version of a file from another: a strong entity tag, else a date of last modification (RFC 9110
 * section 13.1.5).
 *
 * @param value what a server is asked with
 * @param weakTag one that came beside a date: if it is equal, two versions are alike, and their bytes may differ; if it
 *     is not, they do
 */
public record Validator(String value, Optional<String> weakTag) {
    public Validator(String value) {
        this(value, Optional.empty());
    }

    /** @param date when the response was made: a file may have changed again within the second of its last change */
    public static Optional<Validator> of(
            Optional<String> entityTag, Optional<String> lastModified, Optional<String> date) {
        return entityTag
                .filter(tag -> tag.startsWith("\""))
                .map(Validator::new)
                .or(() -> lastModified
                        .filter(changed -> isSettled(changed, date))
                        .map(changed -> new Validator(changed, entityTag)));
    }

    /** Whether this is of the same version, by all that is known of both. */
    public boolean matches(Validator other) {
        return value.equals(other.value)
                && (weakTag.isEmpty() || other.weakTag.isEmpty() || weakTag.equals(other.weakTag));
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
