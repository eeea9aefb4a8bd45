package dev.ptex.digest;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a manifest says of a file's bytes. The hash is the truth and the size a hint: scie-jump checks only the hash.
 *
 * @param size in bytes; science writes null for a file of which it knows only the hash
 * @param hash as written, which may be something that no sha256 can equal (science's tests use "Slartibartfast")
 */
public record Expectation(OptionalLong size, Optional<String> hash) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** How bytes compare with what was expected. */
    public enum Verdict {
        RIGHT,
        /** The hash is right, so the bytes are; it is the manifest that has the size wrong. */
        RIGHT_DESPITE_SIZE,
        WRONG
    }

    /** Whether there is anything that bytes can be held against. */
    public boolean isKnown() {
        return size.isPresent() || hash.isPresent();
    }

    /** Whether the hash is one that bytes could have. */
    public boolean hasSha256() {
        return hash.isPresent() && SHA256.matcher(hash.get()).matches();
    }

    public Verdict judge(Fingerprint actual) {
        boolean sizeRight = size.isEmpty() || size.getAsLong() == actual.size();
        if (hash.isEmpty()) {
            return sizeRight ? Verdict.RIGHT : Verdict.WRONG;
        }
        if (!hash.get().equalsIgnoreCase(actual.sha256())) {
            return Verdict.WRONG;
        }
        return sizeRight ? Verdict.RIGHT : Verdict.RIGHT_DESPITE_SIZE;
    }

    /** Why bytes are not the expected ones, as one lower-case phrase. */
    public String mismatch(Fingerprint actual) {
        StringBuilder expected = new StringBuilder();
        size.ifPresent(bytes -> expected.append(bytes).append(" bytes"));
        hash.ifPresent(text -> expected.append(expected.isEmpty() ? "" : " with ")
                .append(hasSha256() ? "sha256 " + text : "a hash that is no sha256, \"" + text + "\""));
        return "it has " + actual.size() + " bytes with sha256 " + actual.sha256() + ", but the manifest says "
                + expected;
    }
}
