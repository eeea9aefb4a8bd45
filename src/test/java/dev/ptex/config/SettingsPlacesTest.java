package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class SettingsPlacesTest {
    private static List<String> places(Platform platform, Map<String, String> variables) {
        return new SettingsPlaces(new Environment(variables, platform))
                .files().stream().map(file -> file.path().toString()).toList();
    }

    @Test
    void unix_hasEtcAndTheHomesConfig() {
        assertThat(places(Platform.UNIX, Map.of("HOME", "/home/me")))
                .containsExactly("/etc/ptex/ptex.properties", "/home/me/.config/ptex/ptex.properties");
    }

    @Test
    void xdgConfigHome_isInsteadOfTheHomes() {
        assertThat(places(Platform.UNIX, Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/xdg")))
                .containsExactly("/etc/ptex/ptex.properties", "/xdg/ptex/ptex.properties");
    }

    @Test
    void mac_hasTheLibraries() {
        assertThat(places(Platform.MACOS, Map.of("HOME", "/Users/me")))
                .containsExactly(
                        "/Library/Application Support/ptex/ptex.properties",
                        "/Users/me/Library/Application Support/ptex/ptex.properties");
    }

    @Test
    void windows_hasProgramDataAndAppData() {
        assertThat(places(Platform.WINDOWS, Map.of("ProgramData", "/pd", "APPDATA", "/ad")))
                .containsExactly("/pd/ptex/ptex.properties", "/ad/ptex/ptex.properties");
    }

    @Test
    void ptexConfig_comesLastAndIsRequired() {
        SettingsFile last = new SettingsPlaces(new Environment(Map.of("PTEX_CONFIG", "/x/y")))
                .files()
                .get(1);

        assertThat(last.path()).hasToString("/x/y");
        assertThat(last.required()).isTrue();
    }

    @Test
    void whatIsRelative_isInNobodysDirectory() {
        assertThat(places(Platform.UNIX, Map.of("HOME", ".", "XDG_CONFIG_HOME", "config")))
                .containsExactly("/etc/ptex/ptex.properties");
    }

    @Test
    void relativePtexConfig_isAnError() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> places(Platform.UNIX, Map.of("PTEX_CONFIG", "ptex.properties")))
                .withMessage("cannot read settings from PTEX_CONFIG=ptex.properties: it is not a full path");
    }
}
