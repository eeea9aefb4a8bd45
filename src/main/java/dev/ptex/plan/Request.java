package dev.ptex.plan;

import dev.ptex.transport.Validator;
import java.util.Optional;

/**
 * What is asked of a source.
 *
 * @param whole whether the file is asked for as if nothing of it was there
 * @param segment what is wanted of it
 * @param version the one that a part must be of, so far as that is known
 * @param orWhole whether the whole file is welcome if there is another version by now
 */
public record Request(Source source, boolean whole, Segment segment, Optional<Validator> version, boolean orWhole) {
    static Request whole(Source source) {
        return new Request(source, true, new Segment(0, Segment.OPEN), Optional.empty(), false);
    }
}
