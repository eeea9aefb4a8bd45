package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings settings(Map<String, String> environment, Setting... inFiles) {
        return new Settings(new Environment(environment), List.of(inFiles));
    }

    private static Setting line(int line, String key, String value) {
        return new Setting(key, value, "/f", line);
    }

    private static Optional<String> value(Settings settings, String key) {
        return settings.find(key).map(Setting::value);
    }

    @Test
    void laterFile_countsMoreKeyByKey() {
        Settings settings = settings(
                Map.of(), line(1, "ptex.passes", "2"), line(2, "ptex.proxy.url", "p"), line(3, "ptex.passes", "3"));

        assertThat(settings.find("ptex.passes")).contains(line(3, "ptex.passes", "3"));
        assertThat(value(settings, "ptex.proxy.url")).contains("p");
    }

    @Test
    void environment_countsMoreThanFiles() {
        Settings settings = settings(Map.of("PTEX_PROXY_NO_PROXY", "b"), line(1, "ptex.proxy.no-proxy", "a"));

        assertThat(settings.find("ptex.proxy.no-proxy"))
                .contains(new Setting("ptex.proxy.no-proxy", "b", "PTEX_PROXY_NO_PROXY", 0));
    }

    @Test
    void emptyVariable_takesASettingAway() {
        assertThat(value(settings(Map.of("PTEX_PROXY_URL", ""), line(1, "ptex.proxy.url", "p")), "ptex.proxy.url"))
                .isEmpty();
    }

    @Test
    void emptyValueInALaterFile_takesASettingAway() {
        assertThat(value(
                        settings(Map.of(), line(1, "ptex.proxy.url", "p"), line(2, "ptex.proxy.url", "")),
                        "ptex.proxy.url"))
                .isEmpty();
    }

    @Test
    void group_hasItsKeysInOrderAndWithTheirLines() {
        Settings settings = settings(
                Map.of(),
                line(1, "ptex.rewrite.https://b/", "x"),
                line(2, "ptex.passes", "2"),
                line(3, "ptex.rewrite.https://a/", "y"),
                line(4, "ptex.rewrite.https://b/", "z"),
                line(5, "ptex.rewrite.https://c/", ""));

        assertThat(settings.group("ptex.rewrite"))
                .containsExactly(line(4, "https://b/", "z"), line(3, "https://a/", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ptex.rewrite", "ptex.credential-helper"})
    void urlWithoutQuotes_isToldToWantThem(String group) {
        Settings settings =
                new Settings(new Environment(Map.of()), List.of(new Setting(group + ".https", "//h/ = off", "/f", 3)));

        assertThatThrownBy(() -> settings.group(group))
                .isInstanceOf(SettingsException.class)
                .hasMessage("cannot read settings from /f:3: a URL in a key stands in double quotes: " + group
                        + ".\"https://...\"");
    }

    @Test
    void variable_takesOneOfAGroupAway() {
        Settings settings =
                settings(Map.of("PTEX_REWRITE_HTTPS___A_", ""), line(1, "ptex.rewrite.https://a/", "direct"));

        assertThat(settings.group("ptex.rewrite")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ptex.proxy.ulr | ; did you mean ptex.proxy.url?",
                "ptex.Passes | ; did you mean ptex.passes?",
                "ptex.rewrit.https://github.com/ | ; did you mean ptex.rewrite?",
                "ptex.credential-helpr.https://a/ | ; did you mean ptex.credential-helper?",
                "ptex.rewrite | ''",
                "ptex.whatever | ''",
                "quarkus.log.level | ''",
            })
    void unknownKey_isWarnedOfWithTheNearestOne(String key, String guess) {
        assertThat(settings(Map.of(), line(7, key, "x")).warnings())
                .containsExactly("/f:7: there is no setting " + key + guess);
    }

    @Test
    void knownKeys_areNotWarnedOf() {
        assertThat(settings(Map.of(), line(1, "ptex.rewrite.*", "off"), line(2, "ptex.tls.insecure", "true"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void setting_doesNotShowItsValue() {
        assertThat(line(3, "ptex.proxy.password", "s3cret")).hasToString("ptex.proxy.password (/f:3)");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesOfAnEnvironment_areReadInRisingPrecedence(@TempDir Path folder) throws Exception {
        Path home = write(folder.resolve("ptex/ptex.properties"), "ptex.passes=2\nptex.connections=7\n");
        Path named = write(folder.resolve("named"), "ptex.passes=3\n");

        Settings settings = Settings.of(
                new Environment(Map.of("XDG_CONFIG_HOME", folder.toString(), "PTEX_CONFIG", named.toString())));

        assertThat(settings.find("ptex.passes").map(Setting::place)).contains(named + ":1");
        assertThat(settings.find("ptex.connections").map(Setting::place)).contains(home + ":2");
    }

    private static Path write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(
                Files.writeString(file, text), PosixFilePermissions.fromString("rw-------"));
    }
}
