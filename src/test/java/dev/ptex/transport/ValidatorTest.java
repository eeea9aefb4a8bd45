package dev.ptex.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private static final Optional<String> CHANGED = Optional.of("Fri, 27 Nov 2026 10:00:00 GMT");
    private static final Optional<String> A_SECOND_LATER = Optional.of("Fri, 27 Nov 2026 10:00:01 GMT");

    @Test
    void strongTag_isPreferredToADate() {
        assertThat(Validator.of(Optional.of("\"v1\""), CHANGED, A_SECOND_LATER)).contains(new Validator("\"v1\""));
    }

    @Test
    void weakTag_leavesTheDate() {
        assertThat(weak("v1").value()).isEqualTo(CHANGED.orElseThrow());
    }

    private static Validator weak(String version) {
        return Validator.of(Optional.of("W/\"" + version + '"'), CHANGED, A_SECOND_LATER)
                .orElseThrow();
    }

    /** Nodes of a deployment may give all versions one date. */
    @Test
    void weakTagsThatDiffer_areOfTwoVersionsThoughTheDateIsOne() {
        assertThat(weak("v1").matches(weak("v2"))).isFalse();
        assertThat(weak("v1").matches(weak("v1"))).isTrue();
    }

    @Test
    void weakTagThatOnlyOneHas_saysNothing() {
        Validator plain = new Validator(CHANGED.orElseThrow());

        assertThat(weak("v1").matches(plain)).isTrue();
        assertThat(plain.matches(weak("v1"))).isTrue();
    }

    /** The next version, which is being put there just now, may have the same date. */
    @Test
    void dateOfTheSecondOfTheAnswer_isNone() {
        assertThat(Validator.of(Optional.empty(), CHANGED, CHANGED)).isEmpty();
    }

    @Test
    void answerWithoutADate_hasNone() {
        assertThat(Validator.of(Optional.empty(), CHANGED, Optional.empty())).isEmpty();
    }

    @Test
    void whatIsNoDate_isNone() {
        assertThat(Validator.of(Optional.empty(), Optional.of("yesterday"), A_SECOND_LATER))
                .isEmpty();
    }
}
