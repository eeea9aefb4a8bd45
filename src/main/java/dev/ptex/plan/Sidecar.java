package dev.ptex.plan;

import dev.ptex.transport.Validator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a kept spool: which version of the file it is from, and which parts are there.
 *
 * @param source the URL's hash, because a URL may hold secrets
 * @param total the file's length in bytes
 * @param segments what is there, where it is not simply the file's beginning
 */
public record Sidecar(String source, Optional<Validator> version, long total, List<Segment> segments) {
    public Sidecar {
        segments = List.copyOf(segments);
    }
}
