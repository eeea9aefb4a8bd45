package dev.ptex.config;

import dev.ptex.mirror.MirrorOrder;
import java.time.Duration;
import java.util.Optional;

/** Settings for a transport in a test, which needs no more than timeouts. */
public record TestConfig(Duration connectTimeout, Duration readTimeout) implements PtexConfig {
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
    public Optional<String> blockMessage() {
        return Optional.empty();
    }

    @Override
    public Proxy proxy() {
        return new NoProxy();
    }

    @Override
    public Tls tls() {
        return new UsualTls();
    }

    private record NoProxy(
            Optional<String> url, Optional<String> username, Optional<String> password, Optional<String> noProxy)
            implements Proxy {
        NoProxy() {
            this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private record UsualTls(
            Optional<String> caFile,
            Optional<String> clientCert,
            Optional<String> clientKey,
            Optional<String> clientKeyPassword,
            Boolean insecure)
            implements Tls {
        UsualTls() {
            this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
    }
}
