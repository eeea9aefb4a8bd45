package dev.ptex.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads {@code 500ms}, {@code 5s}, {@code 2m} and {@code 1h}; a bare number means seconds, {@code none} the same as 0.
 * What is longer than {@link #LONGEST} counts as that.
 */
public final class DurationConverter implements Converter<Duration> {
    /** The most that fits where the JDK counts milliseconds in an int, as for sockets; nobody waits so long. */
    static final Duration LONGEST = Duration.ofDays(24);

    private static final long serialVersionUID = 1L;

    private static final BigInteger MOST = BigInteger.valueOf(LONGEST.toMillis());
    private static final Pattern DURATION = Pattern.compile("(\\d+) ?(ms|s|m|h|)");

    @Override
    public Duration convert(String text) {
        String written = text.strip();
        if (written.equalsIgnoreCase("none")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 500ms, 5s or 2m");
        }
        Duration duration = of(new BigInteger(matcher.group(1)).min(MOST).longValue(), matcher.group(2));
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
