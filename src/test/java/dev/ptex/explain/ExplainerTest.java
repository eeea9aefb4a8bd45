package dev.ptex.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.credential.CredentialStore;
import dev.ptex.credential.Helpers;
import dev.ptex.mirror.FileFacts;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.mirror.MirrorOrder;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.RewriteRule;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.trust.TestCertificates;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
    private static final FileFacts FACTS =
            new FileFacts(Optional.of("x"), OptionalLong.of(42), Optional.of("ab".repeat(32)));

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<RewriteRule> rules = new ArrayList<>();
    private boolean insecure;

    @BeforeEach
    void configure() {
        environment.put("HOME", home.toString());
        environment.put("SSL_CERT_FILE", TestCertificates.file("ca.pem").toString());
    }

    private Explanation explain(FileFacts facts, String... urls) throws Exception {
        List<Mirror> named = new ArrayList<>();
        for (String url : urls) {
            named.add(new Mirror(Url.parse(url), named.isEmpty() ? Mirror.Source.MANIFEST : Mirror.Source.MIRRORS));
        }
        Environment variables = new Environment(environment);
        MirrorSelector mirrors = new MirrorSelector(
                new SitePolicy(rules, Optional.empty()),
                MirrorOrder.LISTED,
                new MirrorHistory(Optional.empty(), Clock.systemUTC()),
                new Random(1));
        return new Explainer(
                        new ProxyEnvironment(variables, new Settings(variables, settings)),
                        new CredentialStore(variables, Helpers.NONE, ""),
                        TrustRoots.of(variables, Settings.NONE),
                        insecure)
                .explain("x", facts, mirrors.select(named, facts));
    }

    private Way way(String url) throws Exception {
        return explain(FACTS, url).ways().get(0);
    }

    @Test
    void variableThatNamesTheProxy_isSaid() throws Exception {
        environment.put("https_proxy", "http://me:secret@p:3128");

        assertThat(way("https://h/x").proxy()).contains("http://p:3128");
        assertThat(way("https://h/x").proxyReason()).isEqualTo("https_proxy");
    }

    @Test
    void lineThatNamesTheProxy_isSaid() throws Exception {
        settings.add(new Setting("ptex.proxy.url", "http://p:3128", "/f", 3));

        assertThat(way("https://h/x").proxyReason()).isEqualTo("ptex.proxy.url in /f:3");
    }

    /** A fetch would fail, and not go straight. */
    @Test
    void proxyThatCannotBeUsed_isNotCalledNone() throws Exception {
        environment.put("https_proxy", "http://me:sec/ret@p:1");

        assertThat(way("https://h/x").proxy()).contains("unusable");
        assertThat(way("https://h/x").proxyReason())
                .startsWith("the proxy \"p:1\" in https_proxy is not understood")
                .doesNotContain("sec");
    }

    @Test
    void emptyProxyUrl_isSaid() throws Exception {
        environment.put("https_proxy", "http://p");
        environment.put("PTEX_PROXY_URL", "");

        assertThat(way("https://h/x").proxy()).isEmpty();
        assertThat(way("https://h/x").proxyReason()).isEqualTo("PTEX_PROXY_URL is empty");
    }

    @Test
    void reasonForNoProxy_isSaid() throws Exception {
        environment.put("https_proxy", "http://p");
        environment.put("no_proxy", "h");

        assertThat(way("https://h/x").proxy()).isEmpty();
        assertThat(way("https://h/x").proxyReason()).isEqualTo("no_proxy covers it");
        assertThat(way("http://i/x").proxyReason()).isEqualTo("none is set");
    }

    @Test
    void proxyThatCannotBeUsed_isSaid() throws Exception {
        environment.put("https_proxy", "gopher://me:secret@p");

        assertThat(way("https://h/x").proxyReason()).startsWith("the proxy \"p\" in https_proxy cannot be used");
    }

    @Test
    void credentials_areNamedByTheirSource() throws Exception {
        Files.writeString(home.resolve(".netrc"), "machine h login me password s3cret");
        environment.put("PTEX_AUTH_I_BEARER", "t0ken");

        assertThat(way("https://h/x").credentials()).contains(home + "/.netrc, machine h");
        assertThat(way("https://i/x").credentials().orElseThrow()).contains("PTEX_AUTH_I_BEARER");
        assertThat(way("https://me:s3cret@j/x").credentials()).contains("the URL");
        assertThat(way("https://k/x").credentials()).isEmpty();
        assertThat(way("file:///x").credentials()).isEmpty();
    }

    @Test
    void trust_isSaidWhereItMatters() throws Exception {
        assertThat(way("https://h/x").trust().orElseThrow()).startsWith("SSL_CERT_FILE=");
        assertThat(way("ftps://h/x").trust().orElseThrow()).startsWith("SSL_CERT_FILE=");
        assertThat(way("http://h/x").trust()).isEmpty();
        assertThat(way("ftp://h/x").trust()).isEmpty();
    }

    @Test
    void insecureServer_isToldNoSecret() throws Exception {
        insecure = true;

        assertThat(way("https://u:p@h/x").trust()).contains("anybody: ptex.tls.insecure is set");
        assertThat(way("https://u:p@h/x").credentials()).isEmpty();
        assertThat(way("http://u:p@h/x").credentials()).contains("the URL");
    }

    @Test
    void insecureServerWhoseBytesNothingChecks_isChecked() throws Exception {
        insecure = true;

        Way way = explain(FileFacts.of("x", Optional.empty()), "https://u:p@h/x")
                .ways()
                .get(0);

        assertThat(way.trust().orElseThrow()).startsWith("SSL_CERT_FILE=");
        assertThat(way.credentials()).contains("the URL");
    }

    @Test
    void trustThatCannotBeRead_isSaid() throws Exception {
        environment.put("SSL_CERT_FILE", "/typo");

        assertThat(way("https://h/x").trust().orElseThrow()).contains("SSL_CERT_FILE=/typo");
    }

    @Test
    void text_hasAllInTheOrderOfAFetch() throws Exception {
        rules.add(RewriteRule.parse("https://a/", "http://corp/a/, direct", "/f:7"));
        rules.add(RewriteRule.parse("https://bad/", "off", "/f:8"));

        assertThat(ExplanationText.of(explain(FACTS, "https://a/x", "https://bad/x", "http://me:s3cret@c/x?sig=abc")))
                .isEqualTo("""
                        file         x
                        size         42 bytes
                        sha256       %s

                        1. http://corp/a/x
                          source       /f:7, in place of https://a/x (manifest)
                          proxy        none: none is set
                          credentials  none
                          trust        none is needed

                        2. https://a/x
                          source       /f:7 (manifest)
                          proxy        none: none is set
                          credentials  none
                          trust        %s

                        3. http://c/x?sig=***
                          source       ptex-mirrors
                          proxy        none: none is set
                          credentials  the URL
                          trust        none is needed

                        not asked: https://bad/x: blocked by the rule in /f:8
                        """.formatted("ab".repeat(32), "SSL_CERT_FILE=" + environment.get("SSL_CERT_FILE")));
    }

    @Test
    void json_hasAllInTheOrderOfAFetch() throws Exception {
        environment.put("http_proxy", "http://me:s3cret@p:1");
        rules.add(RewriteRule.parse("https://a/", "http://corp/a/", "/f:7"));
        rules.add(RewriteRule.parse("https://bad/", "off", "/f:8"));

        assertThat(ExplanationJson.of(explain(FACTS, "https://a/\"x", "https://bad/x", "file:///x")))
                .isEqualTo("""
                        {
                          "name" : "x",
                          "size" : 42,
                          "sha256" : "%s",
                          "candidates" : [ {
                            "url" : "http://corp/a/%%22x",
                            "source" : "/f:7",
                            "original" : "https://a/%%22x",
                            "proxy" : "http://p:1",
                            "proxy-reason" : "http_proxy",
                            "credentials" : null,
                            "trust" : null
                          }, {
                            "url" : "file:///x",
                            "source" : "ptex-mirrors",
                            "original" : null,
                            "proxy" : null,
                            "proxy-reason" : "a file needs none",
                            "credentials" : null,
                            "trust" : null
                          } ],
                          "refused" : [ {
                            "url" : "https://bad/x",
                            "reason" : "blocked by the rule in /f:8"
                          } ]
                        }
                        """.formatted("ab".repeat(32)));
    }

    @Test
    void whatIsNotKnown_isNull() throws Exception {
        FileFacts nothing = new FileFacts(Optional.empty(), OptionalLong.empty(), Optional.empty());

        assertThat(ExplanationJson.of(explain(nothing, "http://h/"))).contains("\"size\" : null,\n  \"sha256\" : null");
    }
}
