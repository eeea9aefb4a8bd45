package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
    private static boolean covers(String list, String host) {
        return new NoProxy(list).covers(host);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, www.example.com, true",
        "example.com, a.b.example.com, true",
        "example.com, badexample.com, false",
        "example.com, example.com.evil.test, false",
        "example.com, com, false",
        "www.example.com, example.com, false",
        ".example.com, example.com, true",
        ".example.com, www.example.com, true",
        ".example.com, badexample.com, false",
        "..example.com, example.com, false",
        "example.com., www.example.com, true",
        "example.com, www.example.com., true",
        "EXAMPLE.com, www.Example.COM, true",
        "com, example.com, true",
        "localhost, localhost, true",
        "localhost, 127.0.0.1, false",
        "*.example.com, www.example.com, false",
        "example.*, example.com, false",
        "example.com, xn--bcher-kva.example.com, true",
    })
    void name_coversItselfAndWhatIsBelowIt(String list, String host, boolean covered) {
        assertThat(covers(list, host)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "'a,h,b', true",
        "'a, h, b', true",
        "'a h b', true",
        "'a\th', true",
        "' , a ,,, h , ', true",
        "'h', true",
        "'a;h', false",
        "'a,b', false",
        "',', false",
        "'', false",
        "' ', false",
        "'.', false",
    })
    void entries_arePartedByCommasAndBlanks(String list, boolean covered) {
        assertThat(covers(list, "h")).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "'*', true",
        "' * ', true",
        "'*,x', false",
        "'x,*', false",
        "'**', false",
    })
    void asterisk_coversAllIfItStandsAlone(String list, boolean covered) {
        // Measured with curl 7.88; CURLOPT_NOPROXY: "the only wildcard available is a single * character".
        assertThat(covers(list, "h")).isEqualTo(covered);
        assertThat(covers(list, "127.0.0.1")).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "1.2.3, 10.1.2.3, false",
        "2.3, 10.1.2.3, false",
        "10.1.2.3, a.10.1.2.3, true",
        "192.168.0.0/16, 192.168.77.1, true",
        "192.168.77.9/16, 192.168.1.1, true",
        "192.168.0.0/16, 192.169.0.1, false",
        "192.168.0.0/23, 192.168.1.255, true",
        "192.168.0.0/23, 192.168.2.0, false",
        "192.168.0.1/32, 192.168.0.1, true",
        "192.168.0.1/32, 192.168.0.0, false",
        "128.0.0.0/1, 200.0.0.1, true",
        "128.0.0.0/1, 127.0.0.1, false",
        "192.168.0.1/33, 192.168.0.1, false",
        "192.168.0.1/999999999999, 192.168.0.1, false",
        "192.168.0.1/x, 192.168.0.1, false",
        "192.168.0.1/16a, 192.168.0.1, false",
        "192.168.0.1/-1, 192.168.0.1, false",
        "192.168.0.1/, 192.168.0.1, false",
        "192.168.0.0/16, host, false",
        "10.0.0.0/8, 10.example.com, false",
        "0.0.0.0/0, 10.1.2.3, false",
        "10.1.2.3/0, 10.1.2.3, true",
    })
    void version4Network_coversItsAddresses(String list, String host, boolean covered) {
        assertThat(covers(list, host)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, ::1, true",
        "[::1], ::1, true",
        "0:0:0:0:0:0:0:1, ::1, true",
        "::1, 0:0::1, true",
        "::2, ::1, false",
        "fd00::/8, fd12:3456::1, true",
        "FD00::/8, fd12:3456::1, true",
        "[fd00::]/8, fd12:3456::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/65, 2001:db8::1, true",
        "2001:db8::/66, 2001:db8:8000::1, false",
        "2001:db8::/32, 2001:db9::1, false",
        "::1/128, ::1, true",
        "::1/129, ::1, false",
        "::1/a127, ::1, false",
        "::/0, ::1, false",
        "::1/0, ::1, true",
        "fe80::1, fe80::1%25eth0, true",
        "0.0.0.0/1, ::1, false",
        "::/1, 1.2.3.4, false",
    })
    void version6Network_coversItsAddresses(String list, String host, boolean covered) {
        assertThat(covers(list, host)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, localhost",
        "example.com:443, www.example.com",
        "127.0.0.1:8080, 127.0.0.1",
        "[::1]:8080, ::1",
    })
    void entryWithAPort_coversNothing(String list, String host) {
        // Measured with curl 7.88; its lib/noproxy.c never looked for ports either.
        assertThat(covers(list, host)).isFalse();
    }

    @Test
    void brokenEntry_doesNotSpoilTheOthers() {
        assertThat(covers("10.0.0.0/x,:::,[,],/,a:b,h", "h")).isTrue();
        assertThat(covers("10.0.0.0/x,:::,[,],/,a:b,10.0.0.0/8", "10.0.0.1")).isTrue();
    }
}
