package dev.ptex.config;

import dev.ptex.mirror.MirrorOrder;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be set, as {@code ptex.*} in settings files or, in the environment, as {@code PTEX_*}; and needs a default, or
 * to be more than text. Each of these costs a start some time, so what is text, and seldom set, is asked of
 * {@link Settings} by its name: {@link KnownSettings} has them all.
 *
 * <p>Durations are written {@code 500ms}, {@code 5s}, {@code 2m}; a bare number means seconds. None is negative or longer
 * than 24 days, so that it fits into any timer. 0 and {@code none} mean no limit where others are waited for, which is 24
 * days then; where ptex waits of its own accord, they mean that it does not.
 */
@ConfigMapping(prefix = "ptex")
public interface PtexConfig {
    /** How long to wait for a connection, a proxy's and TLS' handshakes included. */
    @WithDefault("10s")
    @WithConverter(LimitConverter.class)
    Duration connectTimeout();

    /** How long to wait for the next byte, while ptex itself is ready to take it. */
    @WithDefault("30s")
    @WithConverter(LimitConverter.class)
    Duration readTimeout();

    /** How often the list of URLs is gone through, as long as a failure may be over the next time; 1 for once. */
    @WithDefault("4")
    @WithConverter(CountConverter.class)
    Integer passes();

    /** The wait after a failure; doubled each time, and spread by a quarter to either side. */
    @WithDefault("500ms")
    @WithConverter(DurationConverter.class)
    Duration backOff();

    /** Where doubling ends. */
    @WithDefault("30s")
    @WithConverter(DurationConverter.class)
    Duration longestBackOff();

    /** How long a server's Retry-After is respected at most. */
    @WithDefault("120s")
    @WithConverter(DurationConverter.class)
    Duration longestRetryAfter();

    /** How many connections may bring one large file at once, where its servers serve parts of files; 1 for one. */
    @WithDefault("4")
    @WithConverter(CountConverter.class)
    Integer connections();

    /** How long a mirror may be slower than the stall rate while another one is left. */
    @WithDefault("30s")
    @WithConverter(LimitConverter.class)
    Duration stallTime();

    /** The stall rate, in bytes per second. */
    @WithDefault("1024")
    @WithConverter(RateConverter.class)
    Long stallRate();

    /**
     * In which order mirrors are tried: {@code listed}; {@code fastest}, by what earlier runs have seen of them; or
     * {@code random}.
     */
    @WithDefault("listed")
    @WithConverter(MirrorOrderConverter.class)
    MirrorOrder mirrorOrder();

    /** Where unfinished files of known hash are kept for the next run, instead of the system's usual place. */
    Optional<String> cacheDir();

    /** Anything but nothing has the same effect as -D, as in ptex 1.7. */
    Optional<String> dumpHeaders();

    Tls tls();

    /** Whom to trust. */
    interface Tls {
        /** Whether any certificate will do, where a hash checks the bytes. */
        @WithDefault("false")
        @WithConverter(SwitchConverter.class)
        Boolean insecure();
    }
}
