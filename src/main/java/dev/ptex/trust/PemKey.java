package dev.ptex.trust;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first private key of a PEM file (RFC 7468). */
final class PemKey {
    private static final Pattern BLOCK = Pattern.compile(
            "^-----BEGIN (?<label>(?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----[ \\t]*$(?<body>[^-]*(?:-(?!----END)[^-]*)*+)"
                    + "^-----END \\k<label>-----",
            Pattern.MULTILINE);
    private static final Pattern ENCRYPTION = Pattern.compile("^DEK-Info: *(\\S+)\\s*$", Pattern.MULTILINE);

    private final String label;
    private final Optional<String> encryption;
    private final byte[] der;

    private PemKey(String label, Optional<String> encryption, byte[] der) {
        this.label = label;
        this.encryption = encryption;
        this.der = der;
    }

    /** @return nothing if there is none, or it is damaged */
    static Optional<PemKey> of(byte[] file) {
        Matcher block = BLOCK.matcher(PemBlocks.text(file).replace("\r\n", "\n"));
        if (!block.find()) {
            return Optional.empty();
        }
        String body = block.group("body");
        Matcher encryption = ENCRYPTION.matcher(body);
        Optional<String> info = encryption.find() ? Optional.of(encryption.group(1)) : Optional.empty();
        String base64 = body.replaceAll("(?m)^[A-Za-z-]+:.*$", "").replaceAll("\\s", "");
        try {
            return Optional.of(
                    new PemKey(block.group("label"), info, Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What it says it is, such as {@code RSA PRIVATE KEY}. */
    String label() {
        return label;
    }

    /** The DEK-Info of a key that is encrypted as PEM of old had it (RFC 1421). */
    Optional<String> encryption() {
        return encryption;
    }

    byte[] der() {
        return der.clone();
    }

    @Override
    public String toString() {
        return label;
    }
}
