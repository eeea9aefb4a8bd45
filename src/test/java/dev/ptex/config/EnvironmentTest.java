package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final Map<String, String> VARIABLES = Map.of("HTTP_Proxy", "p");

    @Test
    void name_hasNoCaseOnWindows() {
        assertThat(new Environment(VARIABLES, Platform.WINDOWS).get("http_proxy"))
                .contains("p");
    }

    @Test
    void name_hasNoCaseOnWindowsAmongAllVariables() {
        assertThat(new Environment(VARIABLES, Platform.WINDOWS).variables()).containsKey("HTTP_PROXY");
    }

    @Test
    void name_hasCaseElsewhere() {
        assertThat(new Environment(VARIABLES, Platform.MACOS).get("http_proxy")).isEmpty();
        assertThat(new Environment(VARIABLES, Platform.UNIX).get("http_proxy")).isEmpty();
    }

    @Test
    void emptyValue_isNone() {
        assertThat(new Environment(Map.of("x", "")).get("x")).isEmpty();
    }
}
