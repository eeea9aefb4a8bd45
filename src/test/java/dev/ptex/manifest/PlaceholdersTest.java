package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    private static java.util.Set<String> files(String... texts) {
        return Placeholders.filesOf("ptex-fetch", Map.of("ptex-fetch", new LiftCommand(List.of(texts))));
    }

    @Test
    void everyText_mayNameFiles() {
        assertThat(files("{ptex}/ptex", "--ca={scie.files.ca.pem}", "{jre}:{scie.files:hash.data}"))
                .containsExactlyInAnyOrder("ptex", "ca.pem", "jre", "data");
    }

    @Test
    void defaultOfAVariable_mayNameAFile() {
        assertThat(files("{scie.env.PANTS_URLS={urls.json}}")).containsExactly("urls.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{scie}",
                "{scie.lift}",
                "{scie.env.X={scie.lift}}",
                "{scie.platform.os}",
                "{scie.user.cache_dir=~/.cache}/x",
                "{{ptex}",
                "}",
                "{",
                "plain"
            })
    void whatNamesNoFile_namesNone(String text) {
        assertThat(files(text)).isSubsetOf("scie.lift");
    }

    @Test
    void filesOfABindingThatItUses_areNeededToo() {
        Map<String, LiftCommand> bindings = Map.of(
                "ptex-fetch", new LiftCommand(List.of("{ptex}", "{scie.bindings.prepare:CONFIG}")),
                "prepare", new LiftCommand(List.of("{tool}", "{scie.bindings.ptex-fetch}")),
                "other", new LiftCommand(List.of("{unneeded}")));

        assertThat(Placeholders.filesOf("ptex-fetch", bindings)).containsExactlyInAnyOrder("ptex", "tool");
    }
}
