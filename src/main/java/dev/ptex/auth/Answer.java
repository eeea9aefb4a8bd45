package dev.ptex.auth;

/**
 * What to say to be let in.
 *
 * @param value of an Authorization or Proxy-Authorization field
 * @param step what it means for the connection that it goes over
 */
public record Answer(String value, Step step) {
    /** Where an answer stands among those of its request. */
    public enum Step {
        /** Any connection will do. */
        ONLY,
        /** What is answered to it has to be answered over the same connection, to which nothing else may be said. */
        FIRST,
        /** It goes over the connection of the one before; afterwards the connection is the user's. */
        LAST
    }

    /** Not the value, which is as good as the password. */
    @Override
    public String toString() {
        return step.toString();
    }
}
