package dev.ptex.config;

import dev.ptex.text.NearestName;
import java.util.List;
import java.util.Optional;

/** The names of all settings, so that a slip of the pen in one is noticed. */
final class KnownSettings {
    /** Of {@link PtexConfig}, whose own list would keep Java's reflection in a native executable, and of others. */
    static final List<String> NAMES = List.of(
            "ptex.connect-timeout",
            "ptex.read-timeout",
            "ptex.passes",
            "ptex.back-off",
            "ptex.longest-back-off",
            "ptex.longest-retry-after",
            "ptex.connections",
            "ptex.stall-time",
            "ptex.stall-rate",
            "ptex.mirror-order",
            "ptex.cache-dir",
            "ptex.dump-headers",
            "ptex.block-message",
            "ptex.proxy.url",
            "ptex.proxy.username",
            "ptex.proxy.password",
            "ptex.proxy.no-proxy",
            "ptex.tls.ca-file",
            "ptex.tls.client-cert",
            "ptex.tls.client-key",
            "ptex.tls.client-key-password",
            "ptex.tls.insecure");

    /** What a URL, and no more, is to follow. */
    static final List<String> GROUPS = List.of("ptex.rewrite", "ptex.credential-helper");

    private KnownSettings() {}

    static boolean contains(String key) {
        return NAMES.contains(key) || GROUPS.stream().anyMatch(group -> key.startsWith(group + "."));
    }

    /** The one that was most likely meant. */
    static Optional<String> nearest(String key) {
        Optional<String> name = NearestName.of(key, NAMES);
        int second = key.indexOf('.', key.indexOf('.') + 1);
        return name.isPresent() || second < 0 ? name : NearestName.of(key.substring(0, second), GROUPS);
    }
}
