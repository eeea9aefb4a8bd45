package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.credential.Credential;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    private static Proxy parse(String text) throws ProxyException {
        return Proxy.parse("https_proxy", text);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.corp:3128, http://proxy.corp:3128",
        "proxy.corp, http://proxy.corp:1080",
        "//proxy.corp:3128, http://proxy.corp:3128",
        "proxy.corp:3128/, http://proxy.corp:3128",
        "http://proxy.corp:3128/, http://proxy.corp:3128",
        "http://proxy.corp:3128/some/path, http://proxy.corp:3128",
        "HTTP://proxy.corp:3128, http://proxy.corp:3128",
        "http:/proxy.corp:3128, http://proxy.corp:3128",
        "http:///proxy.corp:3128, http://proxy.corp:3128",
        "http://proxy.corp, http://proxy.corp:1080",
        "http://proxy.corp:, http://proxy.corp:1080",
        "http://proxy.corp:80, http://proxy.corp:80",
        "127.0.0.1:1, http://127.0.0.1:1",
        "[::1]:3128, http://[::1]:3128",
        "[::1], http://[::1]:1080",
        "socks5://[::1]:9050/, socks5://[::1]:9050",
        "me:secret@proxy.corp:3128, http://proxy.corp:3128",
    })
    void proxy_isWrittenInManyWays(String text, String shown) throws ProxyException {
        assertThat(parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http, HTTP",
        "socks, SOCKS4",
        "socks4, SOCKS4",
        "socks4a, SOCKS4A",
        "socks5, SOCKS5",
        "socks5h, SOCKS5H",
        "SOCKS5H, SOCKS5H",
    })
    void scheme_saysTheKind(String scheme, ProxyKind kind) throws ProxyException {
        assertThat(parse(scheme + "://p").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks", "socks4", "socks4a", "socks5", "socks5h"})
    void portThatIsNotWritten_isLibcurls(String scheme) throws ProxyException {
        assertThat(parse(scheme + "://p").port()).isEqualTo(1080);
    }

    @Test
    void ipv6Host_losesItsBrackets() throws ProxyException {
        assertThat(parse("[::1]:3128").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:p%40s%2Fs@p:1, me, p@s/s",
        "me:a+b@p:1, me, a+b",
        "//me:secret@p:1, me, secret",
        "socks5://me:secret@p, me, secret",
        "http://me@p, me, ''",
        "http://me:@p, me, ''",
        "http://:secret@p, '', secret",
        "http://me:a@b@p, me, a@b",
    })
    void userInfo_isDecoded(String text, String user, String password) throws ProxyException {
        assertThat(parse(text).credential()).contains(new Credential(user, password));
        assertThat(parse(text).host()).isEqualTo("p");
    }

    @Test
    void proxyWithoutUserInfo_hasNoCredential() throws ProxyException {
        assertThat(parse("http://p:1").credential()).isEqualTo(Optional.empty());
    }

    @Test
    void shownProxy_hasNoCredential() throws ProxyException {
        assertThat(parse("socks5h://me:secret@p:1")).hasToString("socks5h://p:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                ":3128",
                "://p",
                "http://p:0",
                "http://p:65536",
                "http://p:x",
                "http://p:1 ",
                " http://p:1",
                "http://a b:1",
                "http:p:1",
                "socks5:p:1",
                "http://[::1",
                "file://p:1",
                "DIRECT;",
                "PROXY p:3128",
                "\r\n",
            })
    void whatIsNotUnderstood_isRefusedWithTheVariablesName(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ProxyException.class)
                .hasMessageContaining("in https_proxy is not understood: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gopher", "ftp", "socks6", "h2"})
    void unknownScheme_isRefused(String scheme) {
        assertThatThrownBy(() -> parse(scheme + "://p:1"))
                .isInstanceOf(ProxyException.class)
                .hasMessage("the proxy \"" + scheme + "://p:1\" in https_proxy cannot be used: its scheme is " + scheme
                        + ", not http, https, socks4, socks4a, socks5 or socks5h");
    }

    @Test
    void tlsToTheProxy_hasItsOwnPort() throws Exception {
        assertThat(parse("https://p")).isEqualTo(new Proxy(ProxyKind.HTTPS, "p", 443, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:se/cret@p:1",
                "http://me:123/secret@p:1",
                "http://me:123?secret@p:1",
                "http://me:123#secret@p:1",
                "me:123/secret@p:1",
                "//me:123#secret@p:1",
                "http:/me:123/secret@p:1",
                "http://me:/\nsecret@p:1",
                "http://me: @secret#\n@p:1",
            })
    void delimiterInAPassword_isNotTakenForTheEndOfTheHost(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ProxyException.class)
                .hasMessage("the proxy \"p:1\" in https_proxy is not understood:"
                        + " each / ? # before its @ has to be percent-encoded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:secret@p:x",
                "gopher://me:secret@p",
                "gopher://me:secret@p",
                "me:secret@p:x",
                "http://me:secret@p:x/?secret",
                "http://me:sec@secret@p:x",
                "http://me:secret/@p",
                "http://p:x/?token=secret",
            })
    void refusal_keepsTheCredentials(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ProxyException.class)
                .message()
                .doesNotContain("secret")
                .doesNotContain("me:");
    }
}
