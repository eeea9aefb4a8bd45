package dev.ptex.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The connections that a plan may use. */
final class ConnectionPool {
    private final List<Connection> connections;
    /** Whether a part has brought enough to rely on others, and how much that is. */
    private boolean partsCome;

    private long proof = Division.LEAST;

    /** @param source any one: no connection leads anywhere yet */
    ConnectionPool(int size, Source source, PartialFile file, Connections port) {
        Request none = Request.whole(source);
        Reply nothing = Reply.whole(OptionalLong.empty(), Optional.empty(), false);
        this.connections = IntStream.range(0, size)
                .mapToObj(number -> new Connection(number, file, port, none, nothing))
                .toList();
    }

    List<Connection> all() {
        return connections;
    }

    int busy() {
        return (int) connections.stream().filter(Connection::isBusy).count();
    }

    /** Whether its body waits with the rest of the file, which may be had in no other way. */
    boolean isIndispensable(Connection connection) {
        return connection.isOpen() && isReliedOn(connection);
    }

    /** Whether it brings the whole file, and parts have shown nothing yet: they may break off as soon as they begin. */
    boolean isReliedOn(Connection connection) {
        return connection.reply.whole() && !partsCome;
    }

    /** @return whether what it has brought has others be relied on from now on */
    boolean proves(Connection from) {
        boolean known = partsCome;
        partsCome |= !from.reply.whole() && from.brought() >= proof;
        return partsCome != known;
    }

    /** Some send so much of a part, and no more. */
    void brokeOff(Connection body) {
        if (!body.reply.whole()) {
            partsCome = false;
            proof = Math.max(proof, 2 * body.brought());
        }
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

    void leaveAll(long now) {
        connections.forEach(each -> each.leave(now));
    }

    /** Has no body go on that was left open: what it has may not belong to what is there from now on. */
    void forget() {
        connections.forEach(each -> each.open = false);
    }
}
