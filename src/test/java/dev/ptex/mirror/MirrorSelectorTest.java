package dev.ptex.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.cache.OwnerOnly;
import dev.ptex.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorSelectorTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static final FileFacts FACTS = new FileFacts(Optional.of("x"), OptionalLong.of(1000), Optional.empty());

    @TempDir
    Path directory;

    private final MirrorSelector selector =
            new MirrorSelector(SitePolicy.NONE, MirrorOrder.LISTED, nothingKnown(), () -> 0);

    private static MirrorHistory nothingKnown() {
        return new MirrorHistory(Optional.empty(), Clock.systemUTC());
    }

    private Path file() throws IOException {
        return Files.createDirectories(directory.resolve("history"), OwnerOnly.directoryAttributes())
                .resolve("ptex-mirrors");
    }

    private void write(String text) throws IOException {
        Files.writeString(Files.createFile(file(), OwnerOnly.attributes()), text);
    }

    private MirrorHistory history(Instant now) {
        return new MirrorHistory(Optional.of(directory), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Experience fast(String host, double rate) throws Exception {
        return new Experience(url("https://" + host + "/x").origin(), rate, false);
    }

    private static Experience failed(String host) throws Exception {
        return new Experience(url("https://" + host + "/x").origin(), 0, true);
    }

    /** The hosts in order; no curiosity, as the random number is next to 1. */
    private List<String> fastest(Instant now, RandomGenerator random) throws Exception {
        return new MirrorSelector(SitePolicy.NONE, MirrorOrder.FASTEST, history(now), random)
                .select(named("https://a/x", "https://b/x", "https://c/x"), FACTS).mirrors().stream()
                        .map(mirror -> mirror.url().host())
                        .toList();
    }

    private List<String> fastest() throws Exception {
        return fastest(NOW, () -> -1L);
    }

    private static Url url(String text) throws Exception {
        return Url.parse(text);
    }

    /** As a manifest names them. */
    private static List<Mirror> named(String... urls) throws Exception {
        List<Mirror> named = new ArrayList<>();
        for (String text : urls) {
            named.add(new Mirror(url(text), named.isEmpty() ? Mirror.Source.MANIFEST : Mirror.Source.MIRRORS));
        }
        return named;
    }

    @Test
    void severalUrls_keepTheirOrder() throws Exception {
        List<Mirror> candidates = selector.select(named("https://c/x", "https://b/x", "https://a/x"), FACTS)
                .mirrors();

        assertThat(candidates).extracting(mirror -> mirror.url().host()).containsExactly("c", "b", "a");
    }

    @Test
    void candidates_sayWhoNamedThem() throws Exception {
        assertThat(selector.select(named("https://a/x", "https://b/x"), FACTS).mirrors())
                .extracting(Mirror::source)
                .containsExactly(Mirror.Source.MANIFEST, Mirror.Source.MIRRORS);
    }

    @Test
    void urlListedTwice_isTriedOnce() throws Exception {
        assertThat(selector.select(named("https://a/x", "https://b/x", "https://b/x"), FACTS)
                        .mirrors())
                .hasSize(2);
    }

    @Test
    void mirrorThatIsTheFirstUrl_isTriedOnce() throws Exception {
        assertThat(selector.select(named("https://a/x", "https://a/x"), FACTS).mirrors())
                .containsExactly(new Mirror(url("https://a/x"), Mirror.Source.MANIFEST));
    }

    @Test
    void urlsThatDifferInAnEscape_areBothTried() throws Exception {
        assertThat(selector.select(named("https://a/x+y", "https://a/x%2By"), FACTS)
                        .mirrors())
                .hasSize(2);
    }

    @Test
    void fastest_nothingKnown_keepsTheOrder() throws Exception {
        assertThat(fastest()).containsExactly("a", "b", "c");
    }

    @Test
    void fastest_triesTheFastestFirst() throws Exception {
        history(NOW).note(List.of(fast("a", 1e6), fast("b", 2e6), fast("c", 3e6)));

        assertThat(fastest()).containsExactly("c", "b", "a");
    }

    @Test
    void fastest_newMeasureWeighsAsMuchAsWhatWasKnown() throws Exception {
        history(NOW).note(List.of(fast("a", 1e6), fast("b", 4e6)));
        history(NOW).note(List.of(fast("a", 8e6)));

        assertThat(fastest()).containsExactly("a", "c", "b");
    }

    @Test
    void fastest_failuresPutBehind() throws Exception {
        history(NOW).note(List.of(fast("a", 3e6), fast("b", 2e6), fast("c", 1e6)));
        history(NOW).note(List.of(failed("a")));
        history(NOW).note(List.of(failed("a")));

        assertThat(fastest()).containsExactly("b", "c", "a");
    }

    @Test
    void fastest_failuresAreForgottenInTime() throws Exception {
        history(NOW).note(List.of(fast("a", 3e6), fast("b", 2e6), fast("c", 1e6)));
        history(NOW).note(List.of(failed("a"), failed("a")));

        assertThat(fastest(NOW.plus(Duration.ofDays(1)), () -> -1L)).startsWith("a");
    }

    @Test
    void fastest_nowAndThen_triesAnotherFirst() throws Exception {
        history(NOW).note(List.of(fast("a", 3e6), fast("b", 2e6), fast("c", 1e6)));

        assertThat(fastest(NOW, () -> 0L).get(0)).isNotEqualTo("a");
    }

    @Test
    void random_triesAnyFirst() throws Exception {
        Set<String> first = new HashSet<>();
        MirrorSelector shuffling =
                new MirrorSelector(SitePolicy.NONE, MirrorOrder.RANDOM, nothingKnown(), new Random(1));
        for (int i = 0; i < 50; i++) {
            first.add(shuffling
                    .select(named("https://a/x", "https://b/x", "https://c/x"), FACTS)
                    .mirrors()
                    .get(0)
                    .url()
                    .host());
        }

        assertThat(first).containsExactlyInAnyOrder("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "nonsense",
                "https a 443",
                "https a 443 x 0 0",
                "https a 443 NaN NaN 0",
                "https a 443 1e400 -1 99999999999999999999",
                "\u0000\u00ff",
                "https a 443 5 0 99999999999"
            })
    void damagedHistory_saysNothing(String text) throws Exception {
        write(text);

        assertThat(fastest()).containsExactly("a", "b", "c");
    }

    @Test
    void damagedLine_leavesTheOthers() throws Exception {
        history(NOW).note(List.of(fast("c", 3e6), fast("a", 1e6)));
        Files.writeString(file(), "https b\n", StandardOpenOption.APPEND);

        assertThat(fastest().get(0)).isEqualTo("c");
    }

    @Test
    void historyThatCannotBeWritten_isNoFailure() throws Exception {
        Path occupied = Files.writeString(directory.resolve("occupied"), "");

        new MirrorHistory(Optional.of(occupied), Clock.systemUTC()).note(List.of(fast("a", 1)));

        assertThat(occupied).isEmptyFile();
    }

    @Test
    void usersFileOfTheSameName_isNotTouched() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("history"), OwnerOnly.directoryAttributes());
        Path foreign = Files.writeString(folder.resolve("mirrors"), "a glass, a maker");

        history(NOW).note(List.of(fast("a", 1)));

        assertThat(foreign).hasContent("a glass, a maker");
    }

    @Test
    void linkInPlaceOfTheHistory_isReplacedAndNotFollowed() throws Exception {
        Path foreign = Files.writeString(directory.resolve("foreign"), "https c 443 9000000 0 1\n");
        Files.createSymbolicLink(file(), foreign);

        assertThat(fastest().get(0)).isEqualTo("a");
        history(NOW).note(List.of(fast("a", 1e6), fast("b", 2e6)));
        assertThat(fastest().get(0)).isEqualTo("b");
        assertThat(foreign).hasContent("https c 443 9000000 0 1");
    }

    @Test
    void hugeHistory_isNotRead() throws Exception {
        write("https c 443 9000000 0 1\n".repeat(10_000));

        assertThat(fastest()).containsExactly("a", "b", "c");
    }
}
