package dev.ptex.transport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connections that are kept for the next request by the same route, for as long as the process lives. Safe for several
 * threads.
 *
 * <p>One of HTTP/1.1 is here while it is free, and whoever asks takes it, the last one first: its window is the widest.
 * One of HTTP/2 stays here, and serves all requests of its number.
 */
final class Connections {
    private final List<Connection> kept = new ArrayList<>();

    synchronized Optional<Connection> take(Route route, int number) {
        kept.removeIf(connection -> !connection.isReusable());
        for (int i = kept.size() - 1; i >= 0; i--) {
            Connection connection = kept.get(i);
            boolean mine = !connection.isMultiplexed() || connection.number() == number;
            if (mine && connection.route().equals(route)) {
                if (!connection.isMultiplexed()) {
                    kept.remove(i);
                }
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    synchronized void keep(Connection connection) {
        if (connection.isReusable() && !kept.contains(connection)) {
            kept.add(connection);
        }
    }
}
