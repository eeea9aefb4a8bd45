package dev.ptex.transport.http;

import dev.ptex.header.ResponseHead;
import dev.ptex.transport.Validator;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server answered.
 *
 * @param reason the status' words
 * @param length of the body in bytes, where the server says it
 * @param acceptsRanges whether it says that it serves parts (RFC 9110 section 14.3)
 */
record Reply(
        int status,
        String reason,
        ResponseHead head,
        Optional<String> location,
        OptionalLong length,
        Optional<ContentRange> contentRange,
        Optional<Validator> validator,
        Optional<Duration> retryAfter,
        boolean acceptsRanges,
        ResponseBody body) {}
