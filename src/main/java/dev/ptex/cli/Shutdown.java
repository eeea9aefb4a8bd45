package dev.ptex.cli;

/** Whether the process is ending because of a signal. */
final class Shutdown {
    private Shutdown() {}

    static boolean isUnderWay() {
        Thread hook = new Thread(() -> {});
        try {
            // The JVM says so in no other way: a flag of our own would be set by a hook that races with Quarkus'.
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
