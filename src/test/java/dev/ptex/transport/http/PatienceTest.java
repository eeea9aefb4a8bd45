package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Map<Long, Handler<Long>> timers = new HashMap<>();
    private final Vertx vertx = (Vertx) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Vertx.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("setTimer")) {
                    long id = timers.size();
                    timers.put(id, handler(arguments[1]));
                    return id;
                }
                return true;
            });

    private int givenUp;
    private final Patience patience = new Patience(() -> givenUp++);

    @SuppressWarnings("unchecked")
    private static Handler<Long> handler(Object argument) {
        return (Handler<Long>) argument;
    }

    private void runOut(long id) {
        Objects.requireNonNull(timers.get(id)).handle(id);
    }

    @Test
    void timeThatRunsOut_isTheEnd() {
        patience.begin(vertx, Duration.ofSeconds(1));

        runOut(0);

        assertThat(patience.isLost()).isTrue();
        assertThat(givenUp).isEqualTo(1);
    }

    @Test
    void patienceBegunAnew_forgetsWhatWentBefore() {
        patience.begin(vertx, Duration.ofSeconds(1));
        patience.begin(vertx, Duration.ofSeconds(1));

        runOut(0);
        assertThat(patience.isLost()).isFalse();

        runOut(1);
        assertThat(patience.isLost()).isTrue();
    }

    /** A timer may have run out when it is cancelled. */
    @Test
    void patienceThatHasEnded_isNotLost() {
        patience.begin(vertx, Duration.ofSeconds(1));
        patience.end(vertx);

        runOut(0);

        assertThat(patience.isLost()).isFalse();
        assertThat(givenUp).isZero();
    }
}
