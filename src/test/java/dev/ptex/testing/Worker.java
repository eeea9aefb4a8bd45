package dev.ptex.testing;

import java.util.concurrent.TimeUnit;

/** A daemon thread whose end can be waited for, but not for ever. */
public final class Worker {
    private static final long PATIENCE_SECONDS = 20;

    private final Thread thread;

    private Worker(String name, Runnable task) {
        this.thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    public static Worker start(String name, Runnable task) {
        Worker worker = new Worker(name, task);
        worker.thread.start();
        return worker;
    }

    public void interrupt() {
        thread.interrupt();
    }

    public void join() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + thread.getName() + " was ending", e);
        }
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " did not end");
        }
    }
}
