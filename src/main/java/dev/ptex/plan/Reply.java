package dev.ptex.plan;

import dev.ptex.transport.Validator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source has answered, before any byte of its body is used.
 *
 * @param whole whether the body is the file from its first byte on, and not a part of it
 * @param segment what the body brings; to {@link Segment#OPEN} if nobody says where it ends
 * @param total the file's length in bytes
 * @param ranges whether the source says that it serves parts
 */
public record Reply(boolean whole, Segment segment, OptionalLong total, Optional<Validator> validator, boolean ranges) {
    public static Reply whole(OptionalLong total, Optional<Validator> validator, boolean ranges) {
        return new Reply(true, new Segment(0, total.orElse(Segment.OPEN)), total, validator, ranges);
    }

    public static Reply part(Segment segment, OptionalLong total, Optional<Validator> validator) {
        return new Reply(false, segment, total, validator, true);
    }
}
