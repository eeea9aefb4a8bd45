package dev.ptex.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void name_standsBeforeItsPort() {
        assertThat(new Target("origin.test", 443)).hasToString("origin.test:443");
    }

    @Test
    void ipv6Address_isInBrackets() {
        assertThat(new Target("::1", 443)).hasToString("[::1]:443");
    }
}
