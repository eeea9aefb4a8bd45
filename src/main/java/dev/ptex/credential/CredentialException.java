package dev.ptex.credential;

/** Credentials that should be there and cannot be had; the message says why, without secrets. */
public final class CredentialException extends Exception {
    private static final long serialVersionUID = 1L;

    public CredentialException(String message) {
        super(message);
    }
}
