package dev.ptex.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Expectation.Verdict;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static final String SHA = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final Fingerprint HELLO = new Fingerprint(5, SHA);

    private static Verdict verdict(OptionalLong size, String hash) {
        return new Expectation(size, Optional.of(hash)).judge(HELLO);
    }

    @Test
    void sizeAndHashEqual_isRight() {
        assertThat(verdict(OptionalLong.of(5), SHA)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void sizeUnknown_hashDecides() {
        assertThat(verdict(OptionalLong.empty(), SHA)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void hashInUpperCase_isTheSameHash() {
        assertThat(verdict(OptionalLong.of(5), SHA.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(Verdict.RIGHT);
    }

    @Test
    void sizeWrongAndHashRight_isRightDespiteSize() {
        assertThat(verdict(OptionalLong.of(6), SHA)).isEqualTo(Verdict.RIGHT_DESPITE_SIZE);
    }

    @Test
    void hashWrong_isWrong() {
        assertThat(verdict(OptionalLong.of(5), SHA.replace('2', '3'))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void hashThatIsNoSha256_isNeverRight() {
        assertThat(verdict(OptionalLong.of(5), "Slartibartfast")).isEqualTo(Verdict.WRONG);
        assertThat(new Expectation(OptionalLong.of(5), Optional.of("Slartibartfast")).hasSha256())
                .isFalse();
    }

    @Test
    void hashUnknown_sizeDecides() {
        assertThat(new Expectation(OptionalLong.of(5), Optional.empty()).judge(HELLO))
                .isEqualTo(Verdict.RIGHT);
        assertThat(new Expectation(OptionalLong.of(4), Optional.empty()).judge(HELLO))
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void nothingKnown_isNoExpectation() {
        assertThat(new Expectation(OptionalLong.empty(), Optional.empty()).isKnown())
                .isFalse();
    }
}
