package dev.ptex.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** The hashes of Digest (RFC 7616 section 3.3), the strongest first. */
enum DigestAlgorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESSION("SHA-512-256-sess", "SHA-512/256", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESSION("SHA-256-sess", "SHA-256", true),
    MD5("MD5", "MD5", false),
    MD5_SESSION("MD5-sess", "MD5", true);

    private final String token;
    private final String digest;
    private final boolean session;

    /**
     * @param digest the JDK's name
     * @param session whether the first nonce's proof is a part of those that follow
     */
    DigestAlgorithm(String token, String digest, boolean session) {
        this.token = token;
        this.digest = digest;
        this.session = session;
    }

    static Optional<DigestAlgorithm> of(Challenge challenge) {
        String name = challenge.parameter("algorithm").orElse("MD5");
        return Stream.of(values())
                .filter(algorithm -> algorithm.token.equalsIgnoreCase(name))
                .findFirst();
    }

    boolean isSession() {
        return session;
    }

    /** In lower-case hexadecimal digits. */
    String hash(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has " + digest, e);
        }
    }

    @Override
    public String toString() {
        return token;
    }
}
