package dev.ptex.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    @Test
    void ofText_isTheStandards() {
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void askedInBetween_goesOn() {
        Sha256 sha256 = new Sha256();
        byte[] bytes = {'a', 'b', 'c'};
        sha256.update(bytes, 0, 1);
        sha256.hex();
        sha256.update(bytes, 1, 2);

        assertThat(sha256.hex()).isEqualTo(Sha256.of("abc"));
    }
}
