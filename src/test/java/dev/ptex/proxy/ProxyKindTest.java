package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyKindTest {
    @ParameterizedTest
    @EnumSource
    void kind_isFoundByItsOwnScheme(ProxyKind kind) {
        assertThat(ProxyKind.ofScheme(kind.scheme())).contains(kind);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindButHttp_isSocks(ProxyKind kind) {
        assertThat(kind.isSocks()).isEqualTo(kind.scheme().startsWith("socks"));
    }
}
