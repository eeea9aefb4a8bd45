package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import dev.ptex.credential.Credential;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvironmentTest {
    private static Optional<Proxy> find(Map<String, String> variables, String url)
            throws ProxyException, MalformedUrlException {
        return new ProxyEnvironment(new Environment(variables)).forUrl(Url.parse(url));
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

        assertThat(new ProxyEnvironment(environment).forUrl(Url.parse("http://h/")))
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
        assertThatThrownBy(() -> find(Map.of(variable, "https://me:secret@p"), "https://h/"))
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
}
