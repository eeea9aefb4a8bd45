package dev.ptex.config;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads {@code true} and {@code false}, in any case. What is neither is an error: it might have been meant as either. */
public final class SwitchConverter implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean convert(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }
}
