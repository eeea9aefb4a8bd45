package dev.ptex.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a number of bytes per second, up to a billion; 0 for none. */
public final class RateConverter implements Converter<Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long convert(String text) {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no number of bytes per second, such as 1024");
        }
        return Long.valueOf(text.strip());
    }
}
