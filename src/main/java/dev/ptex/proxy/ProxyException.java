package dev.ptex.proxy;

/** A proxy that is set and cannot be used; the message names the variable, and no credentials. */
public final class ProxyException extends Exception {
    private static final long serialVersionUID = 1L;

    ProxyException(String message) {
        super(message);
    }
}
