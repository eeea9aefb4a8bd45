package dev.ptex.config;

import dev.ptex.mirror.MirrorOrder;
import java.time.Duration;
import java.util.Optional;

/** Settings for a transport in a test, which needs no more than timeouts. */
public record TestConfig(Duration connectTimeout, Duration readTimeout, boolean insecure) implements PtexConfig {
    public TestConfig(Duration connectTimeout, Duration readTimeout) {
        this(connectTimeout, readTimeout, false);
    }

    @Override
    public Integer passes() {
        return 1;
    }

    @Override
    public Duration backOff() {
        return Duration.ZERO;
    }

    @Override
    public Duration longestBackOff() {
        return Duration.ZERO;
    }

    @Override
    public Duration longestRetryAfter() {
        return Duration.ZERO;
    }

    @Override
    public Integer connections() {
        return 1;
    }

    @Override
    public Duration stallTime() {
        return Duration.ZERO;
    }

    @Override
    public Long stallRate() {
        return 0L;
    }

    @Override
    public MirrorOrder mirrorOrder() {
        return MirrorOrder.LISTED;
    }

    @Override
    public Optional<String> cacheDir() {
        return Optional.empty();
    }

    @Override
    public Optional<String> dumpHeaders() {
        return Optional.empty();
    }

    @Override
    public Tls tls() {
        return () -> insecure;
    }
}
