package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.connect.Target;
import dev.ptex.credential.Credential;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a connection that is kept serves next. */
class KeptConnectionsTest {
    private static final Target ORIGIN = new Target("origin.test", 443);
    private static final Route ROUTE = new Route(true, ORIGIN, through("arthur", "dent"));

    private final Connections connections = new Connections();
    private final List<Connection> open = new ArrayList<>();

    private static Optional<Proxy> through(String user, String password) {
        return Optional.of(new Proxy(ProxyKind.HTTP, "proxy.test", 3128, Optional.of(new Credential(user, password))));
    }

    private Connection keep(Route route, int number) throws IOException {
        Connection connection = new Connection("connection-" + open.size(), route, number, false, SocketChannel.open());
        open.add(connection);
        connections.keep(connection);
        return connection;
    }

    @AfterEach
    void close() {
        open.forEach(Connection::close);
    }

    static List<Route> otherRoutes() {
        return List.of(
                new Route(true, ORIGIN, through("ford", "dent")),
                new Route(true, ORIGIN, through("arthur", "prefect")),
                new Route(true, ORIGIN, Optional.empty()),
                new Route(true, new Target("other.test", 443), through("arthur", "dent")),
                new Route(true, new Target("origin.test", 8443), through("arthur", "dent")),
                new Route(false, ORIGIN, through("arthur", "dent")),
                new Route(true, false, ORIGIN, through("arthur", "dent"), Optional.empty()));
    }

    /** What a proxy has let through for one user is not for another; nor are an origin's credentials for another. */
    @ParameterizedTest
    @MethodSource("otherRoutes")
    void anotherUserOriginOrProxy_getsAConnectionOfItsOwn(Route other) throws IOException {
        keep(ROUTE, 0);

        assertThat(connections.take(other, 0)).isEmpty();
    }

    @Test
    void freeConnectionOfHttp1_isTakenOnceByWhoeverAsksFirst() throws IOException {
        Connection kept = keep(ROUTE, 0);

        assertThat(connections.take(new Route(true, ORIGIN, through("arthur", "dent")), 1))
                .contains(kept);
        assertThat(connections.take(ROUTE, 0)).isEmpty();
    }

    @Test
    void connectionOfHttp2_servesAllRequestsOfItsNumber() throws IOException {
        Connection kept = keep(ROUTE, 0);
        kept.multiplex(new DefaultHttp2Connection(false));

        assertThat(connections.take(ROUTE, 0)).contains(kept);
        assertThat(connections.take(ROUTE, 0)).contains(kept);
        assertThat(connections.take(ROUTE, 1)).isEmpty();
    }

    @Test
    void retiredConnection_servesNobodyMore() throws IOException {
        Connection kept = keep(ROUTE, 0);
        kept.multiplex(new DefaultHttp2Connection(false));

        kept.retire();

        assertThat(connections.take(ROUTE, 0)).isEmpty();
    }

    @Test
    void connectionOfHttp2WithoutRoom_isNotTaken() throws Exception {
        Http2Connection streams = new DefaultHttp2Connection(false);
        Connection kept = keep(ROUTE, 0);
        kept.multiplex(streams);
        streams.local().maxActiveStreams(1);
        streams.local().createStream(3, false);

        assertThat(connections.take(ROUTE, 0)).isEmpty();
        streams.stream(3).close();
        assertThat(connections.take(ROUTE, 0)).contains(kept);
    }

    @Test
    void routeThatFellSilent_hasNothingKept() throws IOException {
        Connection silent = keep(ROUTE, 0);
        Connection other = keep(new Route(false, ORIGIN, Optional.empty()), 0);

        connections.retire(ROUTE);

        assertThat(silent.isReusable()).isFalse();
        assertThat(other.isReusable()).isTrue();
    }
}
