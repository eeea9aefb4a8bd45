package dev.ptex.trust;

/** Trusted roots that cannot be read from where the person said they are; the message says where and why. */
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrustException(String message) {
        super(message);
    }
}
