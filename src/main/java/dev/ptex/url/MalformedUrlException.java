package dev.ptex.url;

/** A text that is not a URL; the message says why, without repeating the text, which may hold a password. */
public final class MalformedUrlException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedUrlException(String why) {
        super(why);
    }
}
