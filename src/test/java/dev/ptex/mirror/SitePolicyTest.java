package dev.ptex.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.url.Url;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePolicyTest {
    private static final String SHA256 = "ab".repeat(32);
    private static final FileFacts ALL =
            new FileFacts(Optional.of("a+b/c d.tgz"), OptionalLong.of(42), Optional.of(SHA256));
    private static final FileFacts NOTHING = new FileFacts(Optional.empty(), OptionalLong.empty(), Optional.empty());

    private final Random random = new Random(3);
    private final List<RewriteRule> rules = new ArrayList<>();
    private Optional<String> blockMessage = Optional.empty();
    private MirrorOrder order = MirrorOrder.LISTED;

    private void rule(String prefix, String list) throws Exception {
        rules.add(RewriteRule.parse(prefix, list, "/f:" + (rules.size() + 1)));
    }

    private Selection select(FileFacts facts, String... urls) throws Exception {
        List<Mirror> named = new ArrayList<>();
        for (String url : urls) {
            named.add(new Mirror(Url.parse(url), named.isEmpty() ? Mirror.Source.MANIFEST : Mirror.Source.MIRRORS));
        }
        MirrorHistory history = new MirrorHistory(Optional.empty(), Clock.systemUTC());
        return new MirrorSelector(new SitePolicy(rules, blockMessage), order, history, random).select(named, facts);
    }

    private List<String> urls(FileFacts facts, String... urls) throws Exception {
        return select(facts, urls).mirrors().stream()
                .map(mirror -> mirror.url().toString())
                .toList();
    }

    @Test
    void prefix_isReplacedAndTheRestStays() throws Exception {
        rule("https://github.com/", "https://artifactory.corp/github/, direct");

        assertThat(urls(NOTHING, "https://github.com/a-scie/jump/x%2By+z.tgz"))
                .containsExactly(
                        "https://artifactory.corp/github/a-scie/jump/x%2By+z.tgz",
                        "https://github.com/a-scie/jump/x%2By+z.tgz");
    }

    @Test
    void query_goesWithTheRest() throws Exception {
        rule("https://a/", "https://b/c/");

        assertThat(select(NOTHING, "https://a?x=1").mirrors().get(0).url().requestTarget())
                .isEqualTo("/c/?x=1");
    }

    @Test
    void originalThatIsNotListed_isNotAsked() throws Exception {
        rule("https://a/", "https://b/");

        assertThat(urls(NOTHING, "https://a/x")).containsExactly("https://b/x");
    }

    @Test
    void originalsUserInfo_staysWhereItIs() throws Exception {
        rule("https://a/", "https://corp:key@b/, direct");

        assertThat(select(NOTHING, "https://me:secret@a/x").mirrors())
                .extracting(mirror -> mirror.url().userInfo())
                .containsExactly(Optional.of("corp:key"), Optional.of("me:secret"));
    }

    @Test
    void longestPrefix_wins() throws Exception {
        rule("https://a/", "https://short/");
        rule("https://a/b/c/", "https://long/");
        rule("https://a/b/", "https://middle/");
        rule("*", "off");

        assertThat(urls(NOTHING, "https://a/b/c/x", "https://a/b/x", "https://a/x"))
                .containsExactly("https://long/x", "https://middle/x", "https://short/x");
    }

    @Test
    void placeholders_areFilledInAndEncoded() throws Exception {
        rule("https://a/", "http://cas.corp/cas/{sha256}, http://c/{size}/{name}?n={name}");

        assertThat(select(ALL, "https://a/whatever").mirrors())
                .extracting(mirror -> mirror.url().requestTarget())
                .containsExactly("/cas/" + SHA256, "/42/a%2Bb%2Fc%20d.tgz?n=a%2Bb%2Fc%20d.tgz");
    }

    @Test
    void placeholderThatIsNotKnown_hasItsEntrySkipped() throws Exception {
        rule("https://a/", "http://cas/{sha256}, http://s/{size}, http://n/{name}, direct");

        assertThat(urls(NOTHING, "https://a/x")).containsExactly("https://a/x");
    }

    @Test
    void nothingButSkippedEntries_isSaid() throws Exception {
        rule("https://a/", "http://cas/{sha256}");

        assertThat(select(NOTHING, "https://a/x"))
                .isEqualTo(new Selection(
                        List.of(),
                        List.of(new Refusal(
                                Url.parse("https://a/x"),
                                "the rule in /f:1 has nothing for it, as its sha256 is not known"))));
    }

    @Test
    void ruleForAll_isForWhatNoPrefixIsFor() throws Exception {
        rule("*", "http://cas/{sha256}, off");
        rule("https://a/", "direct");

        Selection selection = select(ALL, "https://a/x", "https://b/x", "ftp://c/x");

        assertThat(selection.mirrors())
                .extracting(mirror -> mirror.url().toString())
                .containsExactly("https://a/x", "http://cas/" + SHA256);
        assertThat(selection.refusals())
                .extracting(refusal -> refusal.url().toString())
                .containsExactly("https://b/x", "ftp://c/x");
    }

    @Test
    void file_isNeverRewritten() throws Exception {
        rule("*", "off");

        assertThat(urls(ALL, "file:///x")).containsExactly("file:///x");
    }

    @Test
    void off_dropsTheUrlWithTheSitesWords() throws Exception {
        blockMessage = Optional.of("ask IT for a mirror");
        rule("https://a/", "off");

        Selection selection = select(ALL, "https://a/x", "https://b/x");

        assertThat(selection.mirrors()).hasSize(1);
        assertThat(selection.refusals())
                .containsExactly(
                        new Refusal(Url.parse("https://a/x"), "blocked by the rule in /f:1: ask IT for a mirror"));
    }

    @Test
    void off_endsItsList() throws Exception {
        rule("https://a/", "https://b/, off, direct");

        assertThat(urls(NOTHING, "https://a/x")).containsExactly("https://b/x");
        assertThat(select(NOTHING, "https://a/x").refusals()).hasSize(1);
    }

    @Test
    void mirrors_sayWhereTheyComeFrom() throws Exception {
        rule("https://a/", "https://b/, direct");

        assertThat(select(ALL, "https://a/x", "https://c/x", "https://a/y").mirrors())
                .extracting(Mirror::origin)
                .containsExactly("/f:1", "/f:1", "ptex-mirrors", "/f:1", "/f:1");
        assertThat(new Mirror(Url.parse("https://a/x"), Mirror.Source.MANIFEST).origin())
                .isEqualTo("manifest");
    }

    @Test
    void placeTwice_isTriedOnce() throws Exception {
        rule("https://a/", "https://c/, direct");

        assertThat(urls(ALL, "https://a/x", "https://c/x")).containsExactly("https://c/x", "https://a/x");
    }

    @Test
    void gate_isMarked() throws Exception {
        rule("https://a/", "https://b/!, http://cas/{sha256} !, direct!");

        assertThat(select(ALL, "https://a/x").mirrors()).hasSize(3).allMatch(Mirror::isGate);
    }

    @Test
    void gate_staysBeforeWhatIsBehindItInAnyOrder() throws Exception {
        rule("https://a/", "https://b/, https://gate/!, direct");
        order = MirrorOrder.RANDOM;
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            List<String> urls = urls(NOTHING, "https://a/x", "https://c/x");
            seen.add(urls);
            assertThat(urls.indexOf("https://a/x")).isEqualTo(urls.indexOf("https://gate/x") + 1);
        }

        assertThat(seen).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://bad/x, true",
        "https://BAD./y/../x, true",
        "https://listed/x, false",
        "https://mirrored/x, true",
        "https://rewritten/x, true",
        "https://elsewhere/x, true",
        "https://asked/y, false",
        "https://asked/bad/y, true",
        "file:///x, false",
    })
    void redirect_isHeldAgainstWhatIsOff(String redirect, boolean refused) throws Exception {
        rule("https://bad/", "off");
        rule("https://asked/bad/", "off");
        rule("https://listed/", "direct, off");
        rule("https://mirrored/", "https://m/, off");
        rule("*", "off");

        Optional<String> refusal =
                new SitePolicy(rules, Optional.empty()).refusal(Url.parse(redirect), Url.parse("https://asked/x"));

        assertThat(refusal.isPresent()).isEqualTo(refused);
    }

    @Test
    void redirectToWhatIsOnlyRewritten_isFollowed() throws Exception {
        rule("https://a/", "https://b/");

        assertThat(new SitePolicy(rules, Optional.empty()).refusal(Url.parse("https://a/x"), Url.parse("https://c/")))
                .isEmpty();
    }
}
