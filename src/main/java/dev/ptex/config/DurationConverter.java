package dev.ptex.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads {@code 500ms}, {@code 5s}, {@code 2m} and {@code 1h}; a bare number means seconds. */
public final class DurationConverter implements Converter<Duration> {
    private static final long serialVersionUID = 1L;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 500ms, 5s or 2m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
