package dev.ptex.transport.http;

import dev.ptex.header.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a server wants to be left alone (RFC 9110 section 10.2.3): seconds, or until a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** @return nothing for what is neither; nothing negative */
    static Optional<Duration> parse(String text, Instant now) {
        String value = text.strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        return HttpDate.parse(value)
                .map(then -> Duration.between(now, then))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
