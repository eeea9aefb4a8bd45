package dev.ptex.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The connections that a plan may use, and what each is doing; has {@link Connections} do what is decided. */
final class ConnectionPool {
    private final List<Connection> connections;
    private final Connections port;
    private final Candidates candidates;

    /** @param source any one: no connection leads anywhere yet */
    ConnectionPool(int size, Source source, Connections port, Candidates candidates) {
        Reply nothing = Reply.whole(OptionalLong.empty(), Optional.empty(), false);
        this.connections = IntStream.range(0, size)
                .mapToObj(number -> new Connection(number, source, nothing))
                .toList();
        this.port = port;
        this.candidates = candidates;
    }

    List<Connection> all() {
        return connections;
    }

    Connection get(int number) {
        return connections.get(number);
    }

    int size() {
        return connections.size();
    }

    int busy() {
        return (int) connections.stream().filter(Connection::isBusy).count();
    }

    boolean isAnyOnItsWay(Connection except) {
        return connections.stream().anyMatch(each -> each != except && each.isOnItsWay());
    }

    /** The one with an answer that waits until all others are quiet. */
    Optional<Connection> held() {
        return connections.stream()
                .filter(each -> each.state == Connection.State.HELD)
                .findAny();
    }

    /** One that has nothing to do; best one that leads to this source already. */
    Connection free(Source source) {
        return connections.stream()
                .filter(each -> !each.isBusy())
                .min(Comparator.comparing(each -> each.source != source))
                .orElseThrow();
    }

    void ask(Request request, long now) {
        Connection connection = free(request.source());
        connection.asks(request, now);
        request.source().busy++;
        port.ask(connection.number, request);
    }

    void take(Connection opened, Segment segment, long now) {
        opened.takes(segment, now);
        port.take(opened.number, segment);
    }

    void shorten(Connection connection, long end) {
        connection.end = connection.state == Connection.State.TAKING ? port.shorten(connection.number, end) : end;
    }

    /** Ends what has not been taken, or is over. */
    void drop(Connection connection) {
        port.leave(connection.number);
        release(connection, connection.answered);
    }

    void leave(Connection connection) {
        if (connection.state == Connection.State.TAKING) {
            shorten(connection, connection.position);
            port.leave(connection.number);
            connection.state = Connection.State.LEAVING;
            connection.source.busy--;
        } else if (connection.isBusy() && connection.state != Connection.State.LEAVING) {
            drop(connection);
        }
    }

    void leaveAll() {
        connections.forEach(this::leave);
    }

    /** Notes that one has nothing to do any more. */
    void release(Connection connection, long now) {
        if (connection.state == Connection.State.TAKING || connection.state == Connection.State.LEAVING) {
            connection.source.brought(connection.gained, now - connection.answered);
            candidates.brought(connection.source, connection.gained);
        }
        connection.source.busy -= connection.state == Connection.State.LEAVING ? 0 : 1;
        connection.state = Connection.State.IDLE;
    }
}
