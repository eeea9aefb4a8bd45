package dev.ptex.transport.http;

/** Memory that has run out on the event loop, which Netty and Vert.x take for trouble with the connection. */
final class OutOfMemory {
    private OutOfMemory() {}

    /** Throws the error that is among a failure's causes, if any is: no server is at fault, and none would help. */
    static void rethrow(Object failure) {
        for (Object cause = failure; cause instanceof Throwable known; cause = known.getCause()) {
            if (known instanceof OutOfMemoryError error) {
                throw error;
            }
        }
    }
}
