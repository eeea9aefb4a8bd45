package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;

/** Words for bytes that are not the expected ones. */
final class Mismatch {
    private Mismatch() {}

    static String of(Expectation expected, Fingerprint actual) {
        StringBuilder expectation = new StringBuilder();
        expected.size().ifPresent(size -> expectation.append(size).append(" bytes"));
        expected.hash().ifPresent(hash -> {
            expectation.append(expectation.isEmpty() ? "" : " with ");
            expectation
                    .append(expected.hasSha256() ? "sha256 " : "a hash that is no sha256, \"")
                    .append(hash)
                    .append(expected.hasSha256() ? "" : "\"");
        });
        return "it has " + actual.size() + " bytes with sha256 " + actual.sha256() + ", but the manifest says "
                + expectation;
    }
}
