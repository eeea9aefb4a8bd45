package dev.ptex.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The connections that a plan may use, and what each is doing; has {@link Connections} do what is decided. */
final class ConnectionPool {
    private final List<Connection> connections;
    private final PartialFile file;
    private final Connections port;
    private boolean partsCome;

    /** @param source any one: no connection leads anywhere yet */
    ConnectionPool(int size, Source source, PartialFile file, Connections port) {
        Request none = new Request(source, true, new Segment(0, 0), Optional.empty(), false);
        Reply nothing = Reply.whole(OptionalLong.empty(), Optional.empty(), false);
        this.connections = IntStream.range(0, size)
                .mapToObj(number -> new Connection(number, none, nothing))
                .toList();
        this.file = file;
        this.port = port;
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

    /** Whether its body has the rest of the file, which may be had in no other way: parts may break off as soon as they begin. */
    boolean isIndispensable(Connection connection) {
        return connection.isOpen() && connection.reply.whole() && !partsCome;
    }

    /**
     * Notes that a part has brought enough to rely on others.
     *
     * @return whether that is new
     */
    boolean partsCome() {
        boolean known = partsCome;
        partsCome = true;
        return !known;
    }

    /** One that has nothing to do; best one that leads to this source already. */
    Connection free(Source source) {
        return connections.stream()
                .filter(each -> !each.isBusy())
                .min(Comparator.comparing(this::isIndispensable)
                        .thenComparing(each -> !each.isKept(source))
                        .thenComparing(each -> each.source != source))
                .orElseThrow();
    }

    void ask(Request request, long now) {
        Connection connection = free(request.source());
        connection.asks(request, now);
        request.source().busy++;
        port.ask(connection.number, request);
    }

    /** @param opened has been asked, or its body goes on behind what it has brought */
    void take(Connection opened, Segment segment, long reach, long now) {
        opened.source.busy += opened.isBusy() ? 0 : 1;
        opened.takes(segment, reach, now);
        port.take(opened.number, new Segment(segment.from(), reach));
    }

    /** Has a connection stop elsewhere; it may have come further already, or have stopped. */
    void bound(Connection taking, long reach) {
        taking.reach = port.bound(taking.number, reach);
        taking.end = taking.reach > reach ? taking.reach : Math.min(taking.end, reach);
    }

    /** Ends what a connection is doing. */
    void leave(Connection connection, long now) {
        if (connection.isBusy()) {
            long untold = port.leave(connection.number);
            if (untold > 0) {
                arrived(connection, untold, now);
            }
            connection.source.answersAfter(now - connection.asked);
            connection.stops(now);
        }
    }

    /** Notes that a connection has brought bytes. */
    void arrived(Connection from, long bytes, long now) {
        from.advance(bytes, file.add(from.position, from.position + bytes), now);
    }

    void leaveAll(long now) {
        connections.forEach(each -> leave(each, now));
    }

    /** Has no body go on that was left open: what it has may not belong to what is there from now on. */
    void forget() {
        connections.forEach(each -> each.open = false);
    }
}
