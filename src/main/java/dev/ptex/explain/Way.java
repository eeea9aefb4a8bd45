package dev.ptex.explain;

import dev.ptex.mirror.Mirror;
import java.util.Optional;

/**
 * How a candidate would be asked; in words for people, and without secrets.
 *
 * @param proxy nothing if it would be asked straight
 * @param proxyReason who names the proxy, why there is none, or why it is unusable
 * @param credentials where those that it would get come from; nothing if it would get none
 * @param trust where the roots come from that its certificate would be held against; nothing without TLS
 */
public record Way(
        Mirror mirror,
        Optional<String> proxy,
        String proxyReason,
        Optional<String> credentials,
        Optional<String> trust) {}
