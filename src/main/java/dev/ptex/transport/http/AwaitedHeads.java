package dev.ptex.transport.http;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** Who waits for heads of replies on one connection, and what is to be done behind them; of the event loop only. */
final class AwaitedHeads {
    private final Queue<Consumer<Inflow>> actions = new ArrayDeque<>();
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    /** Has something done when all listeners know of the head that has just come, and before its body comes. */
    void behindThisOne(Consumer<Inflow> action) {
        actions.add(action);
    }

    /** @param inflow of the body that comes behind it */
    void told(Inflow inflow) {
        for (Consumer<Inflow> action = actions.poll(); action != null; action = actions.poll()) {
            action.accept(inflow);
        }
    }

    /**
     * Has somebody told whenever something comes that is no head yet. Over HTTP/2 it may be for another request of the same
     * connection: Vert.x does not say which stream is whose.
     */
    void await(Runnable heard) {
        waiting.add(heard);
    }

    void awaitNoLonger(Runnable heard) {
        waiting.remove(heard);
    }

    boolean areAwaited() {
        return !waiting.isEmpty();
    }

    void heard() {
        waiting.forEach(Runnable::run);
    }
}
