package dev.ptex.config;

import dev.ptex.mirror.MirrorOrder;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads the name of an order, in any case. */
public final class MirrorOrderConverter implements Converter<MirrorOrder> {
    private static final long serialVersionUID = 1L;

    @Override
    public MirrorOrder convert(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "listed" -> MirrorOrder.LISTED;
            case "fastest" -> MirrorOrder.FASTEST;
            case "random" -> MirrorOrder.RANDOM;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither listed, fastest nor random");
        };
    }
}
