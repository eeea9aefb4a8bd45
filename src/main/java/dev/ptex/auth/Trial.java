package dev.ptex.auth;

/**
 * One login with a password that may be wrong, and so may be said only a few times. It has to be closed, because other
 * threads wait for what comes of it. Of one thread.
 */
public interface Trial extends AutoCloseable {
    /** The end of a sentence about the other side, where the password may not be sent. */
    String UNSAID = "has refused the password, or not answered it, before: it is not sent again";

    /**
     * To be asked each time before the password is sent to whoever has asked for it. Waits while another login with it is
     * being tried.
     *
     * @return whether it may be sent; not if it has been refused, or was sent twice without an answer
     */
    boolean say();

    /** The other side has let us in. */
    void admitted();

    /** The password is wrong, and will not be said again. */
    void refused();

    @Override
    void close();
}
