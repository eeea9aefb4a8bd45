package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Platform;
import dev.ptex.transport.Condition;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.UserHeaders;
import dev.ptex.transport.file.FileTransport;
import dev.ptex.url.Url;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeReferenceTest {
    @TempDir
    Path home;

    private Url resolve(Path folder, String reference) throws Exception {
        Path manifest = Files.writeString(
                Files.createDirectories(folder).resolve("lift.json"), "{\"ptex\": {\"a\": \"" + reference + "\"}}");
        return new ManifestService().find(manifest, "a").url();
    }

    private String read(Url url) throws Exception {
        UserHeaders none = new UserHeaders(List.of(), url.origin());
        try (TransportResponse response = new FileTransport(Platform.ofThisMachine())
                .open(new TransportRequest(url, none, false, Optional.empty(), Condition.NONE, 0, head -> {}))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x, x",
        "./x, x",
        "sub/../x, x",
        "a b, a b",
        "a%20b, a b",
        "a%2520b, a%20b",
        "a+b, a+b",
        "a%2Bb, a+b",
        "100%, 100%",
        "%zz, %zz",
        "a%3Fb, a?b",
        "a%23b, a#b",
        "[x]|{y}, [x]|{y}",
        "größe, größe",
        "gr%C3%B6%C3%9Fe, größe",
        "x?query, x",
        "x#fragment, x",
        "./b:c, b:c",
    })
    void reference_leadsToTheFile(String reference, String file) throws Exception {
        Files.writeString(home.resolve(file), "found");

        assertThat(read(resolve(home, reference))).isEqualTo("found");
    }

    @ParameterizedTest
    @CsvSource({"a b", "a+b", "100%", "a%20b", "a#b", "größe"})
    void folderOfAnyName_isResolvedAgainst(String name) throws Exception {
        Path folder = Files.createDirectories(home.resolve(name));
        Files.writeString(folder.resolve("x"), "found");

        assertThat(read(resolve(folder, "x"))).isEqualTo("found");
    }

    @Test
    void parentFolder_isReached() throws Exception {
        Files.writeString(home.resolve("x"), "found");

        assertThat(read(resolve(home.resolve("sub"), "../x"))).isEqualTo("found");
    }

    @Test
    void absolutePath_isTakenAsOne() throws Exception {
        Files.writeString(home.resolve("x"), "found");

        assertThat(read(resolve(home.resolve("sub"), home + "/x"))).isEqualTo("found");
    }

    @Test
    void relativePathOfManifest_isMadeAbsolute() throws Exception {
        Path example = Path.of("examples/offline/lift.json");

        assertThat(new ManifestService().find(example, "greeting.txt").url())
                .isEqualTo(Url.of(Path.of("examples/offline/files/greeting.txt").toAbsolutePath()));
    }

    @Test
    void driveLetter_isNoScheme() throws Exception {
        assertThat(resolve(home, "C:/x").scheme()).isEqualTo("file");
    }

    @Test
    void relativeMirror_isResolvedToo() throws Exception {
        Path manifest = Files.writeString(
                home.resolve("lift.json"), "{\"ptex\": {\"a\": \"https://x/\"}, \"ptex-mirrors\": {\"a\": [\"x\"]}}");

        assertThat(new ManifestService().find(manifest, "a").mirrors()).containsExactly(Url.of(home.resolve("x")));
    }
}
