package dev.ptex.manifest;

import dev.ptex.digest.Expectation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code scie.lift.files} says of a file.
 *
 * @param key another name that placeholders may use
 * @param size in bytes; nothing if none is said, or what is said is none
 * @param hash as written
 * @param type as scie-jump calls it, such as {@code tar.gz}, {@code blob} or {@code directory}
 * @param source the binding that fetches it; nothing for a file that the scie carries
 */
public record LiftFile(
        String name,
        Optional<String> key,
        OptionalLong size,
        Optional<String> hash,
        Optional<String> type,
        Optional<Boolean> executable,
        Optional<String> source) {

    /** Whether a placeholder's name means this file. */
    boolean isCalled(String word) {
        return name.equals(word) || key.filter(word::equals).isPresent();
    }

    /** What its bytes have to be; nothing if there is nothing that they can be held against. */
    public Optional<Expectation> expectation() {
        return Optional.of(new Expectation(size, hash)).filter(Expectation::isKnown);
    }

    /** In lower case; nothing if the hash is none that bytes could have. */
    public Optional<String> sha256() {
        return expectation()
                .filter(Expectation::hasSha256)
                .flatMap(Expectation::hash)
                .map(text -> text.toLowerCase(Locale.ROOT));
    }
}
