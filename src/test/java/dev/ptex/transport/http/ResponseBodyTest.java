package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.connect.Target;
import dev.ptex.transport.TransportException;
import dev.ptex.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much is let in before it is read. */
@Timeout(60)
class ResponseBodyTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    /** What the class says. */
    private static final int BOUND = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> end = Promise.promise();
    private final AtomicInteger pauses = new AtomicInteger();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private Handler<Buffer> arrivals = buffer -> {};
    private ResponseBody body;

    @BeforeEach
    void begin() throws Exception {
        Route route = new Route(false, new Target("origin.test", 80), Optional.empty());
        Connection connection = new Connection("connection-1", route, 0, false, SocketChannel.open());
        Hop hop = Hop.of(Url.parse("http://origin.test/x"), Optional.empty(), List.of());
        Exchange exchange = new Exchange(hop, connection, new Connections(), LONG, LONG, head -> {});
        HttpClientResponse response = (HttpClientResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpClientResponse.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "end" -> {
                            return end.future();
                        }
                        case "handler" -> arrivals = handler(arguments[0]);
                        default -> {}
                    }
                    return proxy;
                });
        body = new ResponseBody(vertx.getOrCreateContext(), exchange, response, OptionalLong.empty(), LONG);
        body.begin(new Inflow() {
            @Override
            public void pause() {
                pauses.incrementAndGet();
            }

            @Override
            public void resume() {
                resumed.countDown();
            }
        });
        connection.close();
    }

    @SuppressWarnings("unchecked")
    private static Handler<Buffer> handler(Object argument) {
        return (Handler<Buffer>) argument;
    }

    @AfterEach
    void stop() throws Exception {
        Future<Void> closed = vertx.close();
        closed.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** How many buffers of a size come in until it is enough. */
    private int arriveUntilPaused(int size) {
        int count = 0;
        while (pauses.get() == 0) {
            arrivals.handle(Buffer.buffer(new byte[size]));
            count++;
        }
        return count;
    }

    @Test
    void largeBuffers_areLetInUpToTheBound() {
        assertThat(arriveUntilPaused(100_000)).isEqualTo(BOUND / 100_000 + 1);
    }

    @Test
    void tinyBuffers_areCountedWithWhatTheyTakeBesideTheirBytes() {
        assertThat(arriveUntilPaused(1)).isBetween(1000, BOUND / 256);
    }

    @Test
    void readerThatCatchesUp_hasTheRestComeIn() throws Exception {
        int count = arriveUntilPaused(1000);

        body.readNBytes(count * 1000 / 4);
        assertThat(resumed.getCount()).isEqualTo(1);

        body.readNBytes(count * 1000 / 2);
        assertThat(resumed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Its connection serves the next request while this body is still being read. */
    @Test
    void bodyThatHasEnded_leavesItsConnectionOpenForMore() throws Exception {
        int count = arriveUntilPaused(1000);

        end.complete();

        assertThat(resumed.getCount()).isZero();
        assertThat(body.readAllBytes()).hasSize(count * 1000);
    }

    @Test
    void buffersThatHaveCome_areReadAtOnce() throws Exception {
        byte[] frames = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        for (int i = 0; i < frames.length; i += 3) {
            arrivals.handle(Buffer.buffer(Arrays.copyOfRange(frames, i, i + 3)));
        }
        byte[] read = new byte[20];

        assertThat(body.read(read, 1, 7)).isEqualTo(7);
        assertThat(body.read(read, 8, 12)).isEqualTo(2);

        assertThat(Arrays.copyOfRange(read, 1, 10)).isEqualTo(frames);
    }

    @Test
    void failureBehindWhatHasCome_isToldByTheNextRead() throws Exception {
        arrivals.handle(Buffer.buffer(new byte[3]));
        end.fail(new IOException("reset"));

        assertThat(body.readNBytes(3)).hasSize(3);
        assertThatThrownBy(body::read).isInstanceOf(TransportException.class);
    }
}
