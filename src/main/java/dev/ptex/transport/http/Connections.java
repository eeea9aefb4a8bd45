package dev.ptex.transport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connections that are kept for the next request by the same route. Safe for several threads.
 *
 * <p>One of HTTP/1.1 is here while it is free, and whoever asks takes it, the last one first: its window is the widest.
 * One of HTTP/2 stays here, and serves all requests of its number, as many at once as the server lets it. None grows old:
 * {@link RestExchange} closes those that are idle.
 */
final class Connections {
    private final List<Connection> kept = new ArrayList<>();

    synchronized Optional<Connection> take(Route route, int number) {
        kept.removeIf(connection -> !connection.isReusable());
        for (int i = kept.size() - 1; i >= 0; i--) {
            Connection connection = kept.get(i);
            boolean mine = !connection.isMultiplexed() || connection.number() == number;
            if (mine && connection.route().equals(route) && connection.hasRoom()) {
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

    /** One has fallen silent: nothing more is asked over those that are kept by its route, as what ails it may ail them. */
    synchronized void retire(Route route) {
        kept.stream().filter(connection -> connection.route().equals(route)).forEach(Connection::retire);
    }
}
