package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.credential.Credential;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvironmentTest {
    private static Optional<Proxy> find(Map<String, String> variables, String url)
            throws ProxyException, MalformedUrlException {
        return choose(variables, url).proxy();
    }

    private static ProxyChoice choose(Map<String, String> variables, String url, Setting... inFiles)
            throws ProxyException, MalformedUrlException {
        Environment environment = new Environment(variables);
        return new ProxyEnvironment(environment, new Settings(environment, List.of(inFiles))).choose(Url.parse(url));
    }

    private static Setting line(int line, String key, String value) {
        return new Setting(key, value, "/f", line);
    }

    private static String host(Map<String, String> variables, String url) throws Exception {
        return find(variables, url).map(Proxy::host).orElse("");
    }

    @Test
    void emptyEnvironment_isNoProxy() throws Exception {
        assertThat(find(Map.of(), "http://h/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http, http_proxy",
        "http, all_proxy",
        "http, ALL_PROXY",
        "https, https_proxy",
        "https, HTTPS_PROXY",
        "https, all_proxy",
        "https, ALL_PROXY",
        "ftp, ftp_proxy",
        "ftp, FTP_PROXY",
        "ftp, all_proxy",
    })
    void variable_countsForItsScheme(String scheme, String variable) throws Exception {
        assertThat(host(Map.of(variable, "p"), scheme + "://h/")).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({
        "http, https_proxy",
        "http, HTTPS_PROXY",
        "https, http_proxy",
        "https, ftp_proxy",
        "ftp, http_proxy",
    })
    void variable_doesNotCountForAnotherScheme(String scheme, String variable) throws Exception {
        assertThat(host(Map.of(variable, "p"), scheme + "://h/")).isEmpty();
    }

    @Test
    void upperCaseHttpProxy_isTheLowerCaseOneOnWindows() throws Exception {
        Environment environment = new Environment(Map.of("HTTP_PROXY", "p"), Platform.WINDOWS);

        assertThat(new ProxyEnvironment(environment, Settings.NONE).forUrl(Url.parse("http://h/")))
                .isPresent();
    }

    @Test
    void upperCaseHttpProxy_isNeverReadElsewhere() throws Exception {
        // httpoxy, CVE-2016-5385: a Proxy header of a request to a CGI script ends up in HTTP_PROXY.
        assertThat(find(Map.of("HTTP_PROXY", "evil"), "http://h/")).isEmpty();
        assertThat(find(Map.of("HTTP_PROXY", "evil"), "https://h/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http, http_proxy, all_proxy",
        "https, https_proxy, HTTPS_PROXY",
        "https, HTTPS_PROXY, all_proxy",
        "https, all_proxy, ALL_PROXY",
        "ftp, ftp_proxy, FTP_PROXY",
    })
    void specificVariable_winsOverTheGeneralOne(String scheme, String winner, String loser) throws Exception {
        assertThat(host(Map.of(winner, "p", loser, "other"), scheme + "://h/")).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({
        "http, http_proxy, all_proxy",
        "https, https_proxy, HTTPS_PROXY",
        "https, HTTPS_PROXY, all_proxy",
        "https, all_proxy, ALL_PROXY",
    })
    void emptyVariable_isNotSet(String scheme, String empty, String next) throws Exception {
        // Measured: http_proxy= all_proxy=http://127.0.0.1:1 curl -v http://127.0.0.1:9
        assertThat(host(Map.of(empty, "", next, "p"), scheme + "://h/")).isEqualTo("p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all_proxy", "ALL_PROXY", "file_proxy", "FILE_PROXY"})
    void fileUrl_needsNoProxy(String variable) throws Exception {
        assertThat(find(Map.of(variable, "p"), "file:///x")).isEmpty();
        assertThat(find(Map.of(variable, "gopher://p"), "file:///x")).isEmpty();
    }

    /** It is what one sets to get around a proxy that somebody else has set, wherever that was. */
    @Test
    void emptySetting_isNoProxyWhateverTheVariablesSay() throws Exception {
        ProxyChoice choice = choose(
                Map.of("PTEX_PROXY_URL", "", "http_proxy", "p", "all_proxy", "q"),
                "http://h/",
                line(3, "ptex.proxy.url", "http://f:1"));

        assertThat(choice).isEqualTo(ProxyChoice.none("PTEX_PROXY_URL is empty"));
    }

    @Test
    void emptySettingInAFile_isNoProxyEither() throws Exception {
        assertThat(choose(Map.of("https_proxy", "p"), "https://h/", line(3, "ptex.proxy.url", "")))
                .isEqualTo(ProxyChoice.none("ptex.proxy.url in /f:3 is empty"));
    }

    @Test
    void emptySetting_isOverriddenAsAnyOther() throws Exception {
        assertThat(choose(Map.of("PTEX_PROXY_URL", "http://p:1"), "http://h/", line(3, "ptex.proxy.url", ""))
                        .proxy()
                        .map(Proxy::host))
                .contains("p");
        assertThat(choose(Map.of(), "http://h/", line(3, "ptex.proxy.url", ""), line(4, "ptex.proxy.url", "http://q:1"))
                        .proxy()
                        .map(Proxy::host))
                .contains("q");
    }

    @Test
    void credentials_comeFromTheVariable() throws Exception {
        assertThat(find(Map.of("https_proxy", "http://me:s%40@p:1"), "https://h/"))
                .contains(new Proxy(ProxyKind.HTTP, "p", 1, Optional.of(new Credential("me", "s@"))));
    }

    @Test
    void urlsOwnUser_isNotTheProxys() throws Exception {
        assertThat(find(Map.of("http_proxy", "p"), "http://me:secret@h/")
                        .orElseThrow()
                        .credential())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    void unusableProxy_isRefusedNamingItsVariable(String variable) {
        assertThatThrownBy(() -> find(Map.of(variable, "gopher://me:secret@p"), "https://h/"))
                .isInstanceOf(ProxyException.class)
                .hasMessageContaining(" in " + variable + " ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void unusableProxy_isNotReplacedByTheNext() {
        assertThatThrownBy(() -> find(Map.of("https_proxy", "http://p:x", "all_proxy", "http://q:1"), "https://h/"))
                .isInstanceOf(ProxyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_proxy", "NO_PROXY"})
    void listedHost_isReachedStraight(String variable) throws Exception {
        Map<String, String> variables = Map.of("all_proxy", "p", variable, "example.com,10.0.0.0/8");

        assertThat(find(variables, "http://www.example.com:8080/")).isEmpty();
        assertThat(find(variables, "https://10.1.2.3/")).isEmpty();
        assertThat(find(variables, "http://other.test/")).isPresent();
    }

    @Test
    void listedIpv6Host_isReachedStraight() throws Exception {
        assertThat(find(Map.of("all_proxy", "p", "no_proxy", "::1"), "http://[::1]:8080/"))
                .isEmpty();
    }

    @Test
    void lowerCaseList_winsOverTheUpperCaseOne() throws Exception {
        Map<String, String> variables = Map.of("all_proxy", "p", "no_proxy", "a", "NO_PROXY", "b");

        assertThat(find(variables, "http://a/")).isEmpty();
        assertThat(find(variables, "http://b/")).isPresent();
    }

    @Test
    void emptyList_isNotSet() throws Exception {
        assertThat(find(Map.of("all_proxy", "p", "no_proxy", "", "NO_PROXY", "h"), "http://h/"))
                .isEmpty();
    }

    @Test
    void listedHost_doesNotCareWhetherTheProxyIsUsable() throws Exception {
        assertThat(find(Map.of("all_proxy", "gopher://p", "no_proxy", "h"), "http://h/"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "ftp"})
    void setting_beatsTheVariables(String scheme) throws Exception {
        Map<String, String> variables = Map.of(scheme + "_proxy", "other", "all_proxy", "other");

        ProxyChoice choice = choose(variables, scheme + "://h/", line(3, "ptex.proxy.url", "http://p:1"));

        assertThat(choice.proxy().map(Proxy::host)).contains("p");
        assertThat(choice.reason()).isEqualTo("ptex.proxy.url in /f:3");
    }

    @Test
    void noProxy_countsForTheSettingToo() throws Exception {
        assertThat(choose(Map.of("no_proxy", "h"), "http://h/", line(1, "ptex.proxy.url", "p")))
                .isEqualTo(ProxyChoice.none("no_proxy covers it"));
    }

    @Test
    void noProxySetting_isInsteadOfTheVariable() throws Exception {
        Setting[] settings = {line(1, "ptex.proxy.url", "p"), line(2, "ptex.proxy.no-proxy", "h")};

        assertThat(choose(Map.of("no_proxy", "i"), "http://h/", settings))
                .isEqualTo(ProxyChoice.none("ptex.proxy.no-proxy in /f:2 covers it"));
        assertThat(choose(Map.of("no_proxy", "i"), "http://i/", settings).proxy())
                .isPresent();
        assertThat(choose(Map.of("http_proxy", "p"), "http://h/", line(2, "ptex.proxy.no-proxy", "h"))
                        .proxy())
                .isEmpty();
    }

    @Test
    void userAndPasswordThatAreSet_areForTheProxyThatIsSet() throws Exception {
        Setting[] settings = {
            line(1, "ptex.proxy.url", "p"), line(2, "ptex.proxy.username", "me"), line(3, "ptex.proxy.password", "s@")
        };

        assertThat(choose(Map.of("http_proxy", "q:r@o"), "http://h/", settings)
                        .proxy()
                        .flatMap(Proxy::credential))
                .contains(new Credential("me", "s@"));
    }

    @Test
    void userAndPasswordThatAreSet_areForTheVariablesProxyElse() throws Exception {
        Setting[] settings = {line(2, "ptex.proxy.username", "me"), line(3, "ptex.proxy.password", "s@")};

        assertThat(choose(Map.of("http_proxy", "http://o"), "http://h/", settings)
                        .proxy()
                        .flatMap(Proxy::credential))
                .contains(new Credential("me", "s@"));
    }

    @Test
    void passwordInTheProxysUrl_isNotForTheUserThatIsSet() throws Exception {
        assertThat(choose(Map.of("http_proxy", "http://you:yours@o"), "http://h/", line(2, "ptex.proxy.username", "me"))
                        .proxy()
                        .flatMap(Proxy::credential))
                .contains(new Credential("me", ""));
    }

    @Test
    void passwordThatIsSet_isForTheUserInTheProxysUrl() throws Exception {
        assertThat(choose(Map.of("http_proxy", "http://me@o"), "http://h/", line(2, "ptex.proxy.password", "s"))
                        .proxy()
                        .flatMap(Proxy::credential))
                .contains(new Credential("me", "s"));
    }

    @Test
    void proxyThatIsSetAndCannotBeUsed_isNamedByItsLine() {
        assertThatThrownBy(() -> choose(Map.of(), "http://h/", line(4, "ptex.proxy.url", "gopher://me:secret@p")))
                .isInstanceOf(ProxyException.class)
                .hasMessageContaining(" in /f:4 ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void noProxyAtAll_isSaid() throws Exception {
        assertThat(choose(Map.of(), "http://h/")).isEqualTo(ProxyChoice.none("none is set"));
    }
}
