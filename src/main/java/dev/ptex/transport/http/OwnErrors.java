package dev.ptex.transport.http;

/** Errors of this program on the event loop, such as memory that has run out: Netty takes them for the connection's. */
final class OwnErrors {
    private OwnErrors() {}

    /** Throws the error that is among a failure's causes, if any is: no server is at fault, and none would help. */
    static void rethrow(Object failure) {
        for (Object cause = failure; cause instanceof Throwable known; cause = known.getCause()) {
            if (known instanceof Error error) {
                throw error;
            }
        }
    }
}
