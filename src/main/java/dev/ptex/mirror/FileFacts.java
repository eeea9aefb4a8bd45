package dev.ptex.mirror;

import dev.ptex.digest.Expectation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a file before it is fetched.
 *
 * @param name nothing if it has none
 * @param sha256 in lower case
 */
public record FileFacts(Optional<String> name, OptionalLong size, Optional<String> sha256) {
    public static FileFacts of(String name, Optional<Expectation> expectation) {
        return new FileFacts(
                Optional.of(name).filter(text -> !text.isEmpty()),
                expectation.map(Expectation::size).orElse(OptionalLong.empty()),
                expectation
                        .filter(Expectation::hasSha256)
                        .flatMap(Expectation::hash)
                        .map(hash -> hash.toLowerCase(Locale.ROOT)));
    }
}
