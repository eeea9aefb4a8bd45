package dev.ptex.doctor;

import dev.ptex.text.SafeText;
import dev.ptex.text.Seconds;
import java.time.Duration;
import java.util.Optional;

/**
 * What was found at one stage of the way to a file.
 *
 * @param text for people, without secrets
 * @param time how long it took; nothing if nobody was asked
 * @param well whether the way goes on
 * @param next what to do about it
 */
public record Finding(String stage, String text, Optional<Duration> time, boolean well, Optional<String> next) {
    static Finding known(String stage, String text) {
        return new Finding(stage, text, Optional.empty(), true, Optional.empty());
    }

    static Finding good(String stage, String text, Duration time) {
        return new Finding(stage, text, Optional.of(time), true, Optional.empty());
    }

    static Finding bad(String stage, String text, Duration time, Optional<String> next) {
        return new Finding(stage, text, Optional.of(time), false, next);
    }

    /** A line, and another one with what to do next. */
    public String lines() {
        String took = time.map(duration -> " (" + Seconds.of(duration) + ")").orElse("");
        String line = "  %-8s  %s%s%s%n".formatted(stage, well ? "" : "FAILED: ", SafeText.of(text), took);
        return line
                + next.map(step -> "  %-8s  %s%n".formatted("next", SafeText.of(step)))
                        .orElse("");
    }
}
