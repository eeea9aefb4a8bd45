package dev.ptex.credential;

/** A token that lets in whoever has it (RFC 6750). */
public record BearerToken(String token) implements Grant {
    /** The value of an Authorization header. */
    public String field() {
        return "Bearer " + token;
    }

    @Override
    public String toString() {
        return "***";
    }
}
