package dev.ptex.auth;

/** The schemes that a user and a password can answer, the strongest first. */
enum SchemeKind {
    NTLM("NTLM"),
    DIGEST("Digest"),
    BASIC("Basic");

    private final String scheme;

    SchemeKind(String scheme) {
        this.scheme = scheme;
    }

    boolean isOf(Challenge challenge) {
        return challenge.scheme().equalsIgnoreCase(scheme);
    }
}
