package dev.ptex.transport;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where to go on with a file of which the beginning is there.
 *
 * @param offset in bytes; 0 for the whole file
 * @param validator of the version that the beginning is from; nothing if a hash will check the whole
 * @param total the length of that version in bytes
 */
public record Resume(long offset, Optional<Validator> validator, OptionalLong total) {
    /** Nothing is there yet. */
    public static final Resume NONE = new Resume(0, Optional.empty(), OptionalLong.empty());
}
