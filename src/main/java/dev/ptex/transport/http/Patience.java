package dev.ptex.transport.http;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Gives something up when nothing has been heard of it for too long. Safe for several threads. */
final class Patience {
    private final Runnable giveUp;
    private long timer = -1;
    private boolean lost;

    /** @param giveUp is called once at most, by the event loop */
    Patience(Runnable giveUp) {
        this.giveUp = giveUp;
    }

    /** Begins to wait, or begins anew. */
    synchronized void begin(Vertx vertx, Duration limit) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, limit.toMillis()), this::runOut);
    }

    private void runOut(long ended) {
        synchronized (this) {
            if (ended != timer) {
                return;
            }
            lost = true;
        }
        giveUp.run();
    }

    synchronized void end(Vertx vertx) {
        vertx.cancelTimer(timer);
        timer = -1;
    }

    synchronized boolean isLost() {
        return lost;
    }
}
