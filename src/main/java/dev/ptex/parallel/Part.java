package dev.ptex.parallel;

import dev.ptex.transport.Validator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which part of a file is asked for.
 *
 * @param offset of its first byte
 * @param end offset of the first byte behind it; nothing for the rest of the file, of which the beginning is there
 * @param validator of the version that the other parts are from; nothing if a hash will check the whole
 * @param total the length of that version in bytes
 */
public record Part(long offset, OptionalLong end, Optional<Validator> validator, OptionalLong total) {
    /** Nothing is there yet. */
    public static final Part WHOLE = rest(0, Optional.empty(), OptionalLong.empty());

    public static Part rest(long offset, Optional<Validator> validator, OptionalLong total) {
        return new Part(offset, OptionalLong.empty(), validator, total);
    }

    /** Whether this is less than the file. */
    public boolean isPartial() {
        return offset > 0 || end.isPresent();
    }
}
