package dev.ptex.config;

import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads for how long to bear with others: as any duration, but 0 and {@code none} say that there is no limit, as for
 * curl. That is a limit that nobody lives to see, {@link DurationConverter#LONGEST}, so that timers need no special case.
 */
public final class LimitConverter implements Converter<Duration> {
    private static final long serialVersionUID = 1L;

    private static final DurationConverter DURATIONS = new DurationConverter();

    @Override
    public Duration convert(String text) {
        Duration duration = DURATIONS.convert(text);
        return duration.isZero() ? DurationConverter.LONGEST : duration;
    }
}
