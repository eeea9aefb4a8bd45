package dev.ptex.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnClassesTest {
    @TempDir
    Path folder;

    @Test
    void ownClassInQuarkusList_isKept() throws Exception {
        list("[{\"name\" : \"dev.ptex.cli.Example\"}, {\"name\":\"java.lang.String\"}]");

        assertThat(listed()).containsExactly("dev.ptex.cli.Example");
    }

    @Test
    void noList_failsTheBuild() {
        assertThatThrownBy(this::listed).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listWithoutOwnClasses_failsTheBuild() throws Exception {
        list("[{\"type\" : \"dev.ptex.cli.Example\"}]");

        assertThatThrownBy(this::listed).isInstanceOf(IllegalStateException.class);
    }

    private void list(String content) throws IOException {
        Path list = folder.resolve("META-INF/native-image/reflect-config.json");
        Files.createDirectories(list.getParent());
        Files.writeString(list, content);
    }

    private Iterable<String> listed() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return OwnClasses.listed(loader);
        }
    }
}
