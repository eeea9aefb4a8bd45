package dev.ptex.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a number from 1 to 999. */
public final class CountConverter implements Converter<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String text) {
        if (!text.strip().matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no number from 1 to 999");
        }
        return Integer.valueOf(text.strip());
    }
}
